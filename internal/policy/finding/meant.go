package finding

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

const (
	maxMeant = 3
	// longestMeant bounds in characters what is put right: longer texts are
	// questions, and comparing costs their square.
	longestMeant = 12
	// alike is what it costs to take one character for another that sounds or
	// looks like it; any other change costs 1.
	alike = 0.5
)

// confused are characters that are typed for each other: the same sound, or
// nearly the same look.
var confused = sync.OnceValue(func() map[rune][]rune {
	m := map[rune][]rune{}
	for _, group := range strings.Fields(confusedGroups) {
		for _, r := range group {
			m[r] = append(m[r], []rune(group)...)
		}
	}
	return m
})

const confusedGroups = `贴帖铁 补辅卜捕 租祖组 研妍严 发法 新心芯欣 技际计纪记 术树 稳温问 岗港纲 社设射 保报宝 税水说 费废肺 减检简剪 免勉
贷代带待 款宽 息习西 企起气 业叶页 资姿自 金今斤 奖将讲 励利厉力 政证正征 策册测 申审深身 报抱 高搞 专转砖 精经京 特持 创窗闯 人仁任
才材财裁 训迅讯 培陪赔 岁随 展站 厂场 房防放 产厂 数树 智知志至制 改盖该 设社 备被 养样 老考 医依 疗料 农浓 出初 口扣 退腿 缓换环
缴交教 险先显 就旧 失实 残惨 障章 孵浮扶服 众种重 质制值 押压 信新 用佣 担但 融荣容 上商 市是事 标表 准谁 品平 牌排 绿录 色社 节接洁
能农 数属 字子 化华 转专 型形行 升生声 规归轨 独毒 角脚 兽首受 瞪登 羚铃 小晓 巨具据 冠管 军均 博薄 士式 后候 引因 购够 校效 园圆 区去`

// meant returns the pieces of titles that are nearly what was typed and occur
// most often. It offers nothing that stands in no title, and nothing when what
// was typed stands in one. Unless it may go far, only what sounds alike is near.
func meant(typed string, titles []string, far bool) []string {
	wanted := []rune(typed)
	if len(wanted) < 2 || len(wanted) > longestMeant || !unicode.Is(unicode.Han, wanted[0]) {
		return nil
	}
	limit := 2 * alike
	if len(wanted) == 2 || !far {
		limit = alike
	}
	if len(wanted) >= 7 && far {
		limit = 2
	}
	near, count := map[string]float64{}, map[string]int{}
	for _, title := range titles {
		if strings.Contains(title, typed) {
			return nil
		}
		runes := []rune(title)
		for at := range runes {
			for n := max(2, len(wanted)-1); n <= len(wanted)+1 && at+n <= len(runes); n++ {
				piece := runes[at : at+n]
				if count[string(piece)]++; count[string(piece)] > 1 {
					continue
				}
				if d := distance(wanted, piece); d <= limit {
					near[string(piece)] = d
				}
			}
		}
	}
	var list []string
	for piece := range near {
		list = append(list, piece)
	}
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(near[a], near[b]), cmp.Compare(count[b], count[a]), cmp.Compare(abs(len(a)-len(typed)), abs(len(b)-len(typed))), strings.Compare(a, b))
	})
	return list[:min(maxMeant, len(list))]
}

func abs(n int) int { return max(n, -n) }

// distance is what it costs to make b of a by changing, dropping and adding
// characters. A piece that merely lacks its first or last character is cut out of
// a word and costs 2.
func distance(a, b []rune) float64 {
	if len(a) != len(b) && (a[0] != b[0] || a[len(a)-1] != b[len(b)-1]) {
		return 2.5
	}
	typed, row := confused(), make([]float64, len(b)+1)
	for j := range row {
		row[j] = float64(j)
	}
	for i := range a {
		before := row[0]
		row[0] = float64(i + 1)
		for j := range b {
			change := before
			switch {
			case a[i] == b[j]:
			case slices.Contains(typed[a[i]], b[j]):
				change += alike
			default:
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, before+1, row[j]+1)
		}
	}
	return row[len(b)]
}
