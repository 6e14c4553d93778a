package intake

import (
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/redact"
	"github.com/yikou/yikou/internal/standard/civil"
)

// factDraft is one row of a fact file as it was read.
type factDraft struct {
	row      int64
	uscc     string
	key      record.Key
	fact     record.Fact
	problems []record.Problem
	refused  bool
}

// factReader reads rows of a fact file. It is used by several goroutines at once
// and changes nothing of itself.
type factReader struct {
	layout     layout
	dictionary record.Dictionary
	today      civil.Date
	workbook   bool
}

// read reads one row. Its enterprise is not looked up.
func (r *factReader) read(row int64, cells []string) factDraft {
	d := factDraft{row: row}
	get := func(c column) string { return r.layout.cell(cells, c) }
	if text := get(columnUSCC); text == "" {
		d.refuse(r, columnUSCC, "", "没有统一社会信用代码")
	} else if code, reason := parseUSCC(text); reason != "" {
		d.refuse(r, columnUSCC, text, reason)
	} else {
		d.uscc = string(code)
	}
	key, known := r.dictionary.ByName(get(columnKey))
	if !known {
		d.refuse(r, columnKey, get(columnKey), "事实字典里没有“"+record.Clip(get(columnKey), 30)+"”")
		return d
	}
	d.key, d.fact.Key = key, key.Key
	var err error
	if d.fact.Period, err = key.CanonicalPeriod(get(columnPeriod)); err != nil {
		d.refuse(r, columnPeriod, get(columnPeriod), key.Label+"的年度"+err.Error())
	}
	if d.fact.Value, err = r.value(key, get(columnValue)); err != nil {
		d.refuse(r, columnValue, get(columnValue), key.Label+err.Error())
	}
	tier, ok := record.ParseTier(get(columnTier))
	if !ok {
		d.refuse(r, columnTier, get(columnTier), "证据等级应为 T0、T1、T2、T3 之一")
	}
	d.fact.Tier = tier
	d.fact.Source = r.short(&d, columnSource, get(columnSource))
	d.fact.Evidence = r.short(&d, columnEvidence, get(columnEvidence))
	d.fact.AsOf = r.day(&d, columnAsOf, get(columnAsOf))
	if d.fact.AsOf.After(r.today) {
		d.refuse(r, columnAsOf, get(columnAsOf), "数据日期在今天之后")
	}
	r.validity(&d, get(columnFrom), get(columnTo))
	return d
}

// value reads a value; in a workbook the date may be a number of days.
func (r *factReader) value(key record.Key, text string) (string, error) {
	if key.Kind == record.KindDate && r.workbook {
		if day, ok := parseDay(text, true); ok {
			return day.String(), nil
		}
	}
	return key.Canonical(text)
}

func (r *factReader) short(d *factDraft, c column, text string) string {
	if utf8.RuneCountInString(text) > record.NoteLimit {
		d.warn(r, c, text, "超过 200 个字，只保留了前 200 个")
		return strings.TrimSuffix(record.Clip(text, record.NoteLimit), "…")
	}
	return text
}

func (r *factReader) day(d *factDraft, c column, text string) civil.Date {
	if text == "" {
		return civil.Date{}
	}
	day, ok := parseDay(text, r.workbook)
	if !ok {
		d.refuse(r, c, text, r.layout.title[c]+record.ErrDay.Error())
	}
	return day
}

func (r *factReader) validity(d *factDraft, from, to string) {
	if d.key.Kind != record.KindQualification {
		if from+to != "" {
			d.warn(r, columnFrom, from, "只有资质才有有效期，起止日期没有用到")
		}
		return
	}
	d.fact.From, d.fact.To = r.day(d, columnFrom, from), r.day(d, columnTo, to)
	if !d.fact.To.IsZero() && d.fact.To.Before(d.fact.From) {
		d.refuse(r, columnTo, to, record.ErrValid.Error())
	}
	if _, known := d.key.Find(d.fact.Value); !known && d.fact.Value != "" {
		d.warn(r, columnValue, d.fact.Value, "资质名录里没有这个代码，已照原样导入")
	}
}

func (d *factDraft) warn(r *factReader, c column, content, reason string) {
	d.problems = append(d.problems, record.Problem{Row: d.row, Column: r.layout.title[c], Level: record.Warning, Reason: redact.Text(reason), Content: record.Excerpt(content)})
}

func (d *factDraft) refuse(r *factReader, c column, content, reason string) {
	d.refused = true
	d.problems = append(d.problems, record.Problem{Row: d.row, Column: r.layout.title[c], Level: record.Refusal, Reason: redact.Text(reason) + "，这一行没有导入", Content: record.Excerpt(content)})
}
