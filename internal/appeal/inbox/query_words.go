package inbox

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/platform/seal"
)

// Limits of a search: how many of its words count, and how many digits a phone has.
// Guesses.
const (
	mostWords     = 8
	shortestPhone = 7
)

// Words cuts a search into its words and finds what they name by a number or, by
// the index of a phone, whose reporter. Who asked to stay unknown is not found so.
func (f *Follower) Words(ctx context.Context, text string, index func(phone string) (string, error)) (out []Word, err error) {
	list := strings.Fields(text)
	for _, word := range list[:min(len(list), mostWords)] {
		w := Word{Text: word}
		if w.Numbered, err = f.numbered(ctx, strings.ToUpper(word), word); err != nil {
			return nil, err
		}
		if len(seal.NormalPhone(word)) >= shortestPhone {
			phone, err := index(word)
			if err != nil {
				return nil, wrap(err, "index phone")
			}
			const reported = `SELECT id FROM appeal_case WHERE phone_index = ? AND phone_index <> '' AND confidential = ?`
			if w.Reported, err = f.ids(ctx, reported, phone, false); err != nil {
				return nil, err
			}
		}
		out = append(out, w)
	}
	return out, nil
}

// Numbered returns the cases of a number, ours or the one in the system that a case
// came from.
func (f *Follower) Numbered(ctx context.Context, number string) ([]string, error) {
	return f.numbered(ctx, number, number)
}

func (f *Follower) numbered(ctx context.Context, ours, theirs string) ([]string, error) {
	return f.ids(ctx, `SELECT id FROM appeal_case WHERE number = ? UNION SELECT id FROM appeal_case WHERE source_no = ? AND source_no <> ''`, ours, theirs)
}

func (f *Follower) ids(ctx context.Context, query string, args ...any) (out []string, err error) {
	out = []string{}
	err = f.each(ctx, query, args, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}
