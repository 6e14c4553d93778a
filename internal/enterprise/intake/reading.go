package intake

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/redact"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// draft is one row of an enterprise file as it was read.
type draft struct {
	row      int64
	entity   record.Entity
	problems []record.Problem
	refused  bool
	// capital and district count for the report.
	capital, district bool
}

// entityReader reads rows of an enterprise file. It is used by several
// goroutines at once and changes nothing of itself.
type entityReader struct {
	layout layout
	tree   *division.Tree
	today  civil.Date
	// workbook says that a date may be a number of days.
	workbook bool
}

// nameLimit is how many characters a name may have.
const nameLimit = 200

// read reads one row.
func (r *entityReader) read(row int64, cells []string) draft {
	d := draft{row: row}
	get := func(c column) string {
		v := r.layout.cell(cells, c)
		if record.NotStated(v) {
			return ""
		}
		return v
	}
	e := &d.entity
	r.readCode(&d, get(columnUSCC))
	e.Name = get(columnName)
	switch n := utf8.RuneCountInString(e.Name); {
	case n == 0:
		d.refuse(r, columnName, "", "没有企业名称，这一行没有导入")
	case n > nameLimit:
		d.refuse(r, columnName, e.Name, "企业名称超过 200 个字，这一行没有导入")
	}
	if d.refused {
		return d
	}
	e.Type, e.Scope = get(columnType), get(columnScope)
	e.Province, e.City, e.District, e.Address = get(columnProvince), get(columnCity), get(columnDistrict), get(columnAddress)
	r.readDate(&d, get(columnRegistered))
	r.readCapital(&d, get(columnCapital))
	r.readIndustry(&d, get(columnIndustry))
	r.readDivision(&d)
	if text := get(columnStatus); text != "" {
		status, known := record.ParseStatus(text)
		if !known {
			d.warn(r, columnStatus, text, "不认识的经营状态，按原文保留")
		}
		e.Status = record.Clip(status, 40)
	}
	return d
}

func (d *draft) warn(r *entityReader, c column, content, reason string) {
	d.problems = append(d.problems, record.Problem{Row: d.row, Column: r.layout.title[c], Level: record.Warning, Reason: redact.Text(reason), Content: record.Excerpt(content)})
}

func (d *draft) refuse(r *entityReader, c column, content, reason string) {
	d.refused = true
	d.problems = append(d.problems, record.Problem{Row: d.row, Column: r.layout.title[c], Level: record.Refusal, Reason: redact.Text(reason), Content: record.Excerpt(content)})
}

func (r *entityReader) readCode(d *draft, text string) {
	if text == "" {
		d.refuse(r, columnUSCC, "", "没有统一社会信用代码，这一行没有导入")
		return
	}
	code, reason := parseUSCC(text)
	if reason != "" {
		d.refuse(r, columnUSCC, text, reason+"，这一行没有导入")
		return
	}
	if redact.IdentityNumber(text) {
		d.refuse(r, columnUSCC, text, "这是身份证号，不是统一社会信用代码，这一行没有导入")
		return
	}
	d.entity.USCC = string(code)
	if !code.CheckValid() {
		d.warn(r, columnUSCC, text, "统一社会信用代码的校验位不对，已照原样导入，请核对")
	}
}

// parseUSCC returns a normalised code, or in Chinese why the text is none.
func parseUSCC(text string) (code uscc.Code, reason string) {
	code, err := uscc.Parse(text)
	if err == nil {
		return code, ""
	}
	if n := utf8.RuneCountInString(text); n != uscc.Length {
		return "", "统一社会信用代码应为 18 位，这里是 " + strconv.Itoa(n) + " 位"
	}
	return "", "统一社会信用代码只能有数字和大写字母（不含 I、O、S、V、Z）"
}

func (r *entityReader) readDate(d *draft, text string) {
	if text == "" {
		return
	}
	day, ok := parseDay(text, r.workbook)
	if !ok {
		d.warn(r, columnRegistered, text, "看不懂的日期，注册日期没有导入")
		return
	}
	if day.After(r.today) {
		d.warn(r, columnRegistered, text, "注册日期在今天之后，已照原样导入，请核对")
	}
	d.entity.Registered = day
}

// serialEpoch is day 0 of the serial dates of a workbook.
const serialEpoch = -25569

// parseDay reads a date as people write it; in a workbook also a serial number
// of days.
func parseDay(text string, workbook bool) (civil.Date, bool) {
	if workbook {
		whole, _, _ := strings.Cut(text, ".")
		if n, err := strconv.Atoi(whole); err == nil && len(whole) <= 6 && n > 366 && n < 110_000 {
			return civil.OfDays(serialEpoch + n), true
		}
	}
	day, err := civil.ParseWritten(text)
	return day, err == nil
}

func (r *entityReader) readCapital(d *draft, text string) {
	if text == "" {
		return
	}
	if redact.IdentityNumber(text) {
		d.warn(r, columnCapital, text, "这是身份证号，不是注册资本，没有导入")
		return
	}
	if unit := r.layout.unit; strings.Contains(unit, "元") && strings.Trim(text, "0123456789.,") == "" {
		text += "(" + unit + ")" // the header says what the numbers are
	}
	d.entity.Capital = record.ParseCapital(record.Clip(text, 200))
	d.capital = d.entity.Capital.Known
	if d.capital || d.entity.Capital.Text == "" {
		return
	}
	d.warn(r, columnCapital, text, "看不懂的注册资本，已按原文保留")
}

func (r *entityReader) readIndustry(d *draft, text string) {
	e := &d.entity
	if text != "" {
		e.IndustryText = record.Clip(text, 200)
		if line, ok := industry.Parse(text); ok {
			e.Industry = record.Located{Code: line.Code, Tier: record.T0, How: "登记的行业"}
			return
		}
	}
	e.Industry = record.InferIndustry(text, e.Name, e.Scope)
	if text == "" {
		return
	}
	if e.Industry.Code == "" {
		d.warn(r, columnIndustry, text, "不是 GB/T 4754-2017 的行业代码或名称，行业没有导入")
		return
	}
	line, _ := industry.Lookup(e.Industry.Code)
	d.warn(r, columnIndustry, text, "不是 GB/T 4754-2017 的行业代码或名称，已推断为"+line.Name)
}

func (r *entityReader) readDivision(d *draft) {
	e := &d.entity
	found, ok := r.tree.Find(e.Province, e.City, e.District, e.Address)
	if ok {
		e.Division = record.Located{Code: found.Code, Tier: record.T3, How: "地址"}
		if e.Province+e.City+e.District != "" {
			e.Division.Tier, e.Division.How = record.T0, "登记的省市区县和地址"
		}
		d.district = found.Level() >= division.District
	}
	if !d.district && e.District != "" {
		d.warn(r, columnDistrict, e.District, "没有找到这个区县，区划只到上一级")
	}
}
