package uscc

import "fmt"

// Organ is the first character of a code: the organ that registers
// (登记管理部门).
type Organ byte

// The organs of GB 32100-2015 table 1 with its later allocations.
const (
	OrganStaffing     Organ = '1' // 机构编制
	OrganForeign      Organ = '2' // 外交
	OrganJustice      Organ = '3' // 司法行政
	OrganCulture      Organ = '4' // 文化
	OrganCivil        Organ = '5' // 民政
	OrganTourism      Organ = '6' // 旅游
	OrganReligion     Organ = '7' // 宗教
	OrganUnions       Organ = '8' // 工会
	OrganMarket       Organ = '9' // 工商 (市场监督管理)
	OrganMilitary     Organ = 'A' // 中央军委改革和编制办公室
	OrganAgriculture  Organ = 'N' // 农业
	OrganUnclassified Organ = 'Y' // 其他
)

var organNames = map[Organ]string{
	OrganStaffing: "机构编制", OrganForeign: "外交", OrganJustice: "司法行政", OrganCulture: "文化",
	OrganCivil: "民政", OrganTourism: "旅游", OrganReligion: "宗教", OrganUnions: "工会",
	OrganMarket: "市场监督管理", OrganMilitary: "军队编制", OrganAgriculture: "农业农村", OrganUnclassified: "其他",
}

// Name returns the organ in Chinese, "" for a character that is not allotted.
func (o Organ) Name() string { return organNames[o] }

// Organ returns the registering organ, 0 for a Code not made by this package.
func (c Code) Organ() Organ {
	if len(c) != Length {
		return 0
	}
	return Organ(c[0])
}

// Kind is the first two characters of a code: what sort of subject it is.
type Kind string

// The kinds registered by market supervision, and those met beside them in an
// enterprise register.
const (
	KindEnterprise  Kind = "91" // 企业
	KindSelfRun     Kind = "92" // 个体工商户
	KindCooperative Kind = "93" // 农民专业合作社
	KindCollective  Kind = "N1" // 组级集体经济组织
)

var kindNames = map[Kind]string{
	"11": "机关", "12": "事业单位", "13": "中央编办直接管理机构编制的群众团体", "19": "机构编制其他",
	"21": "外国常驻新闻机构", "29": "外交其他",
	"31": "律师执业机构", "32": "公证处", "33": "基层法律服务所", "34": "司法鉴定机构", "35": "仲裁委员会", "39": "司法行政其他",
	"41": "外国在华文化中心", "49": "文化其他",
	"51": "社会团体", "52": "民办非企业单位", "53": "基金会", "59": "民政其他",
	"61": "外国旅游部门常驻代表机构", "62": "港澳台地区旅游部门常驻内地代表机构", "69": "旅游其他",
	"71": "宗教活动场所", "72": "宗教院校", "79": "宗教其他",
	"81": "基层工会", "89": "工会其他",
	KindEnterprise: "企业", KindSelfRun: "个体工商户", KindCooperative: "农民专业合作社",
	"A1": "军队事业单位", "A9": "军队其他",
	KindCollective: "组级集体经济组织", "N2": "村级集体经济组织", "N3": "乡镇级集体经济组织", "N9": "农业其他",
	"Y1": "其他",
}

// Name returns the kind in Chinese, "" for characters that are not allotted.
func (k Kind) Name() string { return kindNames[k] }

// Kind returns the kind of subject, "" for a Code not made by this package.
func (c Code) Kind() Kind {
	if len(c) != Length {
		return ""
	}
	return Kind(c[:2])
}

// Synthetic makes a valid code for made-up data: kind, six digits of a division,
// and a running number 0 to 99,999,999 which becomes an organisation code with
// its own right check character. The same arguments give the same code, other
// numbers give other codes. ErrLength or ErrAlphabet for a wrong kind or
// division.
func Synthetic(kind Kind, division string, serial uint32) (Code, error) {
	body := fmt.Sprintf("%08d", serial%100_000_000)
	return FromPrefix(string(kind) + division + body + string(organisationCheck(body)))
}

// OrganisationValid reports whether the organisation code inside carries the
// check character of GB 11714. Like CheckValid it may be false in a legal code.
func (c Code) OrganisationValid() bool {
	o := c.Organisation()
	return o != "" && organisationCheck(o[:8]) == o[8]
}

// organisationCheck computes the check character of GB 11714-1997 over eight
// characters, in which digits are 0 to 9 and letters 10 to 35.
func organisationCheck(body string) byte {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		v := int(body[i] - '0')
		if body[i] >= 'A' {
			v = int(body[i]-'A') + 10
		}
		sum += v * w
	}
	switch c := (11 - sum%11) % 11; c {
	case 10:
		return 'X'
	default:
		return byte('0' + c)
	}
}
