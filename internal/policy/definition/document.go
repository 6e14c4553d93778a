package definition

import (
	"strings"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Level says whose policy a document is.
type Level string

// The levels of policies.
const (
	National   Level = "national"
	Provincial Level = "provincial"
	Municipal  Level = "municipal"
	District   Level = "district"
	Street     Level = "street"
)

// Label returns the level in Chinese, "" for one that does not exist.
func (l Level) Label() string {
	return map[Level]string{National: "国家", Provincial: "省级", Municipal: "市级", District: "区县级", Street: "街道"}[l]
}

// Review is the record of a fair-competition review (公平竞争审查条例).
type Review struct {
	On                   civil.Date
	Reviewer, Conclusion string
}

// Document is one version of a policy.
type Document struct {
	ID, Title string
	// Number is the 文号, like 望政办发〔2025〕18号.
	Number      string
	Level       Level
	Issuers     []string
	PublishedOn civil.Date
	// EffectiveFrom and EffectiveTo bound the days the policy holds; a zero date
	// is an open end.
	EffectiveFrom, EffectiveTo civil.Date
	// Text and Interpretation are plain text, a paragraph a line.
	Text, Interpretation string
	SourceURL            string
	Review               Review
	// Version counts from 1.
	Version int64
}

// Reviewed reports whether a fair-competition review is on record.
func (d *Document) Reviewed() bool {
	return strings.TrimSpace(d.Review.Reviewer) != "" && strings.TrimSpace(d.Review.Conclusion) != ""
}
