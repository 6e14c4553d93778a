package source

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// field is one thing that a file says about a policy.
type field struct {
	// value is what a document has there, "" for nothing.
	value func(*definition.Document) string
	take  func(to, from *definition.Document)
}

// fields are what a file can say, in the order of its marks.
func fields() []field {
	return []field{
		{func(d *definition.Document) string { return d.Title }, func(to, from *definition.Document) { to.Title = from.Title }},
		{func(d *definition.Document) string { return d.Number }, func(to, from *definition.Document) { to.Number = from.Number }},
		{func(d *definition.Document) string { return string(d.Level) }, func(to, from *definition.Document) { to.Level = from.Level }},
		{func(d *definition.Document) string { return strings.Join(d.Issuers, "\n") }, func(to, from *definition.Document) { to.Issuers = from.Issuers }},
		{func(d *definition.Document) string { return dayText(d.PublishedOn) }, func(to, from *definition.Document) { to.PublishedOn = from.PublishedOn }},
		{func(d *definition.Document) string { return dayText(d.EffectiveFrom) }, func(to, from *definition.Document) { to.EffectiveFrom = from.EffectiveFrom }},
		{func(d *definition.Document) string { return dayText(d.EffectiveTo) }, func(to, from *definition.Document) { to.EffectiveTo = from.EffectiveTo }},
		{func(d *definition.Document) string { return d.SourceURL }, func(to, from *definition.Document) { to.SourceURL = from.SourceURL }},
		{func(d *definition.Document) string { return strings.Join(d.Themes, "\n") }, func(to, from *definition.Document) { to.Themes = from.Themes }},
		{relationText, takeRelations},
		{func(d *definition.Document) string { return d.Text }, func(to, from *definition.Document) { to.Text = from.Text }},
	}
}

func dayText(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func relationText(d *definition.Document) string {
	if len(d.Relations) == 0 {
		return ""
	}
	return fmt.Sprint(d.Relations)
}

// takeRelations adds what is not there: others were drawn at the desk.
func takeRelations(to, from *definition.Document) {
	for _, r := range from.Relations {
		if !slices.Contains(to.Relations, r) {
			to.Relations = append(to.Relations[:len(to.Relations):len(to.Relations)], r)
		}
	}
}

// Marks are short hashes of what a file says, one for each field, by which a later
// import sees what the file says otherwise than before.
func Marks(d definition.Document) string {
	var list []string
	for _, f := range fields() {
		sum := sha256.Sum256([]byte(f.value(&d)))
		list = append(list, hex.EncodeToString(sum[:8]))
	}
	return strings.Join(list, " ")
}

// SameTitle reports whether two marks are of files of one title.
func SameTitle(a, b string) bool {
	title, _, _ := strings.Cut(a, " ")
	return strings.HasPrefix(b, title+" ")
}

// Merge is a policy as it stands with what its file says now and did not say when
// it was imported last: what the desk wrote since stays. Before are the marks of
// that import, "" for none.
func Merge(standing, said definition.Document, before string) definition.Document {
	old, now := strings.Fields(before), strings.Fields(Marks(said))
	for i, f := range fields() {
		if f.value(&said) != "" && (len(old) != len(now) || old[i] != now[i]) {
			f.take(&standing, &said)
		}
	}
	return standing
}
