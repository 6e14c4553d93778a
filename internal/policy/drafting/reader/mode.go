package reader

import (
	"regexp"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// mode says how the items under a leading sentence are combined.
type mode struct {
	Kind rule.NodeKind // All, Any, AtLeast; Not for a list of what excludes
	K    int
}

var (
	anyWords     = regexp.MustCompile(`之一|其一|任一|任意一|任何一|一项即可|其中一[项个条]`)
	atLeastWords = regexp.MustCompile(`(?:至少|任意|任选|任|其中|(?:件|标|况|项|个|条|款|形|求|准)中的?)(?:任意|至少|应|须|需|的|同时|满足|具备|符合|达到|有|不少于|不低于|其中|上述|以下|下列)*([一二两三四五六七八九十]{1,3}|\d{1,2})(?:项|个|条|款|种)(?:$|及以上|以上|的|，|条件|指标|要求|符合|达|即可|标准|）|。|：|；)`)
	// someWords say the same without 至少: 五项指标满足三项（含）以上.
	someWords    = regexp.MustCompile(`(?:满足|具备|符合|达到|完成)(?:其中|上述|以下|下列)?(?:的)?([一二两三四五六七八九十]{1,3}|\d{1,2})(?:项|个|条|款|种)(?:指标|条件|要求)?(?:（含）)?(?:及|或)?以上|[一二两三四五六七八九十\d](?:项|个|条)(?:指标|条件|要求|标准)中?(?:至少|应当|应|须|需)*(?:满足|具备|符合|达到)([一二两三四五六七八九十]{1,3}|\d{1,2})(?:项|个|条)`)
	excludeWords = regexp.MustCompile(`(?:不得|不能|不存在|没有|无|未有|未发生|不应)[^，。；]{0,8}(?:下列|以下|如下)[^，。；]{0,6}(?:情形|情况|行为|问题)|(?:下列|以下|如下)[^。；]{0,16}(?:不得|不予|不能|不支持|不享受|不纳入|不适用|取消|除外)|(?:不予|不得)[^，。；]{0,12}(?:情形|情况|行为)`)
)

func modeOf(lead string) mode {
	if excludeWords.MatchString(lead) {
		return mode{Kind: rule.Not}
	}
	if found := atLeastWords.FindAllStringSubmatch(lead, -1); found != nil {
		k, ok := prose.Numeral(found[len(found)-1][1])
		if n := int(k); ok && n > 1 {
			return mode{rule.AtLeast, n}
		}
		return mode{Kind: rule.Any}
	}
	if found := someWords.FindStringSubmatch(lead); found != nil {
		if k, ok := prose.Numeral(found[1] + found[2]); ok && k > 1 {
			return mode{rule.AtLeast, int(k)}
		}
		return mode{Kind: rule.Any}
	}
	if anyWords.MatchString(lead) {
		return mode{Kind: rule.Any}
	}
	return mode{Kind: rule.All}
}
