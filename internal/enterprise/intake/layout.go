package intake

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/yikou/yikou/internal/enterprise/record"
)

// column is one column that an import understands.
type column uint8

// The columns of both kinds of files. The order is that of the formats.
const (
	columnName column = iota
	columnUSCC
	columnRegistered
	columnType
	columnCapital
	columnIndustry
	columnScope
	columnProvince
	columnCity
	columnDistrict
	columnAddress
	columnStatus
	columnKey
	columnPeriod
	columnValue
	columnAsOf
	columnSource
	columnTier
	columnFrom
	columnTo
	columnEvidence
	columnCount
)

// columnSet is the columns that a file has.
type columnSet uint32

func (s columnSet) has(c column) bool { return s&(1<<c) != 0 }

// columnNames are the headers of each column; the first is the one of the
// format, the second the usual Chinese one.
var columnNames = [columnCount][]string{
	columnName:       {"name", "企业名称", "名称", "公司名称", "市场主体名称", "单位名称", "纳税人名称"},
	columnUSCC:       {"uscc", "统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "统一代码"},
	columnRegistered: {"registered", "注册日期", "成立日期", "注册时间", "成立时间", "登记日期", "核准成立日期"},
	columnType:       {"type", "企业类型", "市场主体类型", "主体类型", "公司类型", "登记注册类型"},
	columnCapital:    {"capital", "注册资本", "注册资金", "出资额", "注册资本金"},
	columnIndustry:   {"industry", "行业", "行业代码", "所属行业", "行业名称", "行业分类", "国民经济行业"},
	columnScope:      {"scope", "经营范围"},
	columnProvince:   {"province", "省", "省份", "所属省份", "所在省"},
	columnCity:       {"city", "市", "城市", "所属城市", "所在市", "地市"},
	columnDistrict:   {"district", "区县", "区", "县", "县区", "区/县", "所属区县", "所在区县"},
	columnAddress:    {"address", "地址", "注册地址", "住所", "企业地址", "住所地址", "经营场所", "企业住所"},
	columnStatus:     {"status", "经营状态", "登记状态", "状态", "企业状态", "存续状态"},
	columnKey:        {"key", "事实", "指标", "指标名称", "项目", "事实名称"},
	columnPeriod:     {"period", "年度", "期间", "年份", "所属年度"},
	columnValue:      {"value", "值", "数值", "指标值", "内容"},
	columnAsOf:       {"as_of", "数据日期", "截至日期", "截止日期", "数据时间", "统计日期"},
	columnSource:     {"source", "来源", "数据来源", "来源部门", "来源单位"},
	columnTier:       {"tier", "等级", "证据等级", "数据等级", "可信等级"},
	columnFrom:       {"from", "有效期起", "有效期自", "起始日期", "有效期开始"},
	columnTo:         {"to", "有效期止", "有效期至", "终止日期", "有效期结束"},
	columnEvidence:   {"evidence", "依据", "佐证", "文号", "证明材料"},
}

// factColumns and enterpriseColumns say which columns a kind of file may have.
const (
	enterpriseColumns columnSet = 1<<(columnStatus+1) - 1
	factColumns       columnSet = (1<<columnCount - 1) &^ (enterpriseColumns &^ (1 << columnUSCC))
)

// layout says where a file has which column.
type layout struct {
	at    [columnCount]int // -1 where it has none
	title [columnCount]string
	has   columnSet
	notes []string
	unit  string // what the header of the capital says in brackets
}

// newLayout finds the columns of a header. It fails with ErrHeader, naming what
// is required and missing, and what the header has instead.
func newLayout(header []string, understood columnSet, required ...column) (layout, error) {
	l := layout{}
	for c := range l.at {
		l.at[c], l.title[c] = -1, columnNames[c][0]
	}
	var unknown []string
	for i, title := range header {
		plain, bracket := plainTitle(title)
		c, ok := columnOf(plain, understood)
		switch {
		case title == "":
		case !ok:
			unknown = append(unknown, record.Clip(title, 30))
		case l.has.has(c):
			l.notes = append(l.notes, fmt.Sprintf("“%s”列与“%s”列是同一项，只用了前一列。", record.Clip(title, 30), record.Clip(l.title[c], 30)))
		default:
			l.at[c], l.title[c] = i, title
			l.has |= 1 << c
			if c == columnCapital {
				l.unit = bracket
			}
		}
	}
	for _, c := range required {
		if !l.has.has(c) {
			return l, missingColumns(required, l, header)
		}
	}
	if len(unknown) > 0 {
		shown := unknown[:min(len(unknown), 20)]
		l.notes = append(l.notes, fmt.Sprintf("有 %d 列没有用到：%s。", len(unknown), strings.Join(shown, "、")))
	}
	return l, nil
}

// plainTitle drops from a header what people write differently, and returns what
// stands in brackets at its end.
func plainTitle(title string) (plain, bracket string) {
	title = strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '*' || r == '\ufeff' || r == '\u200b' || r == '"':
			return -1
		case r == '（':
			return '('
		case r == '）':
			return ')'
		}
		return r
	}, title))
	if open := strings.IndexByte(title, '('); open > 0 && strings.HasSuffix(title, ")") {
		return title[:open], title[open+1 : len(title)-1]
	}
	return title, ""
}

func columnOf(plain string, understood columnSet) (column, bool) {
	for c := column(0); c < columnCount; c++ {
		if !understood.has(c) {
			continue
		}
		for _, name := range columnNames[c] {
			if name == plain {
				return c, true
			}
		}
	}
	return 0, false
}

// cell returns the cell of a column without what spreadsheets leave around and
// inside it; empty when the row is too short.
func (l *layout) cell(cells []string, c column) string {
	i := l.at[c]
	if i < 0 || i >= len(cells) {
		return ""
	}
	return record.Clean(cells[i])
}
