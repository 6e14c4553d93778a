package definition

import (
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/doctext"
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

// RelationKind says what a policy does to another one.
type RelationKind string

// The relations of policies.
const (
	// Replaces ends the other policy on the day this one takes effect.
	Replaces RelationKind = "replaces"
	// Amends changes parts of the other policy, which stays in force.
	Amends RelationKind = "amends"
	// Implements carries the other policy out: without it this one has no basis.
	Implements RelationKind = "implements"
)

// Label names the relation in Chinese, "" for one that does not exist.
func (k RelationKind) Label() string {
	return map[RelationKind]string{Replaces: "取代", Amends: "修改", Implements: "落实"}[k]
}

// Relation points to another policy: to one of the library by its id, or to one
// that is not in it by its title.
type Relation struct {
	Kind          RelationKind
	Policy, Title string
}

// Question is one question about a policy with the office's answer.
type Question struct {
	Question, Answer string
}

// Attachment is a file that belongs to a policy.
type Attachment struct {
	ID, Name string
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
	Relations            []Relation
	Questions            []Question
	Attachments          []Attachment
	// Themes are codes of the taxonomy.
	Themes []string
	// RepealedOn is the day an issuer ended the policy without another in its
	// place; zero when it did not.
	RepealedOn civil.Date
	// Version counts from 1.
	Version int64
	// Hidden says that the library does not show the policy to the public: it is a
	// draft there, or was withdrawn. ReplacedFrom is the first day of a published
	// policy that replaces it, zero for none. Neither is part of the text.
	Hidden       bool
	ReplacedFrom civil.Date
}

// Clean returns the document without what nobody sees in its texts: control,
// zero-width and direction characters, runs of blanks, empty lines. What has one
// line stays one.
func (d Document) Clean() Document {
	line := func(text string) string { return strings.ReplaceAll(doctext.Clean(text), "\n", " ") }
	d.Title, d.Number, d.SourceURL = line(d.Title), line(d.Number), line(d.SourceURL)
	d.Text, d.Interpretation = doctext.Clean(d.Text), doctext.Clean(d.Interpretation)
	d.Review.Reviewer, d.Review.Conclusion = line(d.Review.Reviewer), doctext.Clean(d.Review.Conclusion)
	d.Issuers, d.Relations = slices.Clone(d.Issuers), slices.Clone(d.Relations)
	d.Questions, d.Attachments = slices.Clone(d.Questions), slices.Clone(d.Attachments)
	for i := range d.Issuers {
		d.Issuers[i] = line(d.Issuers[i])
	}
	d.Issuers = slices.DeleteFunc(d.Issuers, func(name string) bool { return name == "" })
	for i := range d.Relations {
		d.Relations[i].Title = line(d.Relations[i].Title)
	}
	for i, q := range d.Questions {
		d.Questions[i] = Question{line(q.Question), doctext.Clean(q.Answer)}
	}
	for i := range d.Attachments {
		d.Attachments[i].Name = line(d.Attachments[i].Name)
	}
	return d
}

// Reviewed reports whether a fair-competition review is on record by a day.
func (d *Document) Reviewed(day civil.Date) bool {
	r := d.Review
	return !blank(r.Reviewer) && !blank(r.Conclusion) && !r.On.IsZero() && !r.On.After(day)
}

// RepealedFrom returns the first day on which the policy is repealed or replaced,
// which may lie ahead; zero for none.
func (d *Document) RepealedFrom() civil.Date { return earliest(d.RepealedOn, d.ReplacedFrom) }

// Ends returns the last day on which the policy can hold, zero for an open end.
func (d *Document) Ends() civil.Date {
	repealed := d.RepealedFrom()
	if !repealed.IsZero() {
		repealed = repealed.AddDays(-1)
	}
	return earliest(d.EffectiveTo, repealed)
}

// earliest returns the earlier of two days, of which zero is none.
func earliest(a, b civil.Date) civil.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
