package textsearch

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// cue says what an answer looks like to a kind of question. The table is written
// from the language, as functionWords is.
type cue struct {
	question *regexp.Regexp
	answer   []string
}

var cues = sync.OnceValue(func() []cue {
	list := make([]cue, 0, len(cueTable))
	for _, c := range cueTable {
		list = append(list, cue{regexp.MustCompile(c[0]), strings.Fields(c[1])})
	}
	return list
})

// plainly writes every number of a text as 0, so that cues can name one.
func plainly(text string) string {
	var b strings.Builder
	digit := false
	for _, r := range text {
		if is := unicode.IsDigit(r); !is {
			b.WriteRune(r)
			digit = false
		} else if !digit {
			b.WriteByte('0')
			digit = true
		}
	}
	return b.String()
}

// cueTable: question, words of an answer, in which 0 is any number.
var cueTable = [][2]string{
	{`多少|几[个种天次年岁倍人家项条元]|多大|多高|多重|比例|额度|金额|标准`, `0 0元 0万 0个 0人 0家 0次 %`},
	{`何时|什么时候|时间|几点|哪天|哪年|日期|期限|多久|多长|有效期`, `0年 0月 0日 0天 0时 0点 0个 工作日 年内 月内`},
	{`电话|联系方式|热线|咨询方式|怎么联系`, `电话0 热线0 拨打0 0 热线`},
	{`哪里|哪儿|地址|地点|什么地方|何处|在哪|位置`, `路 街 0号 楼 大厅 窗口 网站 www 地址 中心`},
	{`材料|证件|手续|资料|准备什么|携带`, `身份证 复印件 原件 证明 申请表 户口 营业执照 材料 证书 合同 协议`},
	{`(如何|怎么|怎样)(办|申|查|缴|登记|注册|下载|打印|预约|修改|变更|购买|提取|操作|领|使用)|流程|步骤|程序|途径|渠道|方式`,
		`第一步 登录 登陆 点击 打开 微信 网站 app 窗口 提交 受理 首先 携带 平台 拨打 扫码 流程`},
	{`条件|资格|要求|哪些人|什么人|对象|范围|谁`, `符合 具备 满足 以上 周岁 户籍 应当 下列 以下 具有 条件 适用于`},
	{`处罚|罚款|后果|责任|惩罚|怎么罚|违法|违规`, `罚款 处以 责令 吊销 没收 警告 拘留 追究 处0`},
	{`为什么|为何|原因|怎么回事|缘故`, `因为 由于 原因 所以 导致 造成 可能是 为了 因此`},
	{`收费|费用|价格|多少钱|免费|缴费`, `0元 元 免费 收费 不收 免收 费`},
	{`依据|根据|法律|规定|文件`, `条规定 根据 依据 规定 办法 条例 0号`},
	{`可以.*吗|能.*吗|能否|可否|是否(可以|能|允许)|行吗|能不能|可不可以`, `可以 不可 不能 不得 允许 能够 无法 不予`},
	{`需要.*吗|是否(需|要|必须)|要不要|用不用|必须.*吗`, `需要 不需 无需 必须 应当 不用 须`},
	{`什么是|什么叫|是什么意思|何谓|何为|指什么|含义|概念|定义|是指什么`, `是指 指的是 是一种 称为 叫做 是`},
	{`区别|不同|差别`, `区别 不同 而 前者 后者 是指`},
	{`怎么办|(如何|怎样)(处理|应对|防|避|自救|解决|预防)|注意|预防`, `应 不要 避免 立即 及时 切勿 注意 可以 报警 拨打`},
	{`哪些|包括|种类|分类|有几|内容|方面`, `包括 分为 如下 以下 主要有 以及 等`},
}
