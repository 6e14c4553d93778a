package drafting

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/reader"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
)

// maxProposals bounds what is taken from one answer. A guess, far above what a
// paragraph has.
const maxProposals = 50

// help asks the helper about what the rules did not understand and adds the
// clauses of its answer that stand the test. A helper that fails changes nothing.
func (s *Service) help(ctx context.Context, text string, d *reader.Draft, keys []wording.FactKey) {
	kinds := kindsOf(keys)
	unread := make([]string, len(d.Unread))
	for i, u := range d.Unread {
		unread[i] = u.Text
	}
	proposals, err := s.Helper.Propose(ctx, text, unread, keys)
	if err != nil {
		s.Log.WarnContext(ctx, "the drafting helper gave no answer", slog.Any("error", err))
		return
	}
	for i, p := range proposals[:min(len(proposals), maxProposals)] {
		quote, ok := placed(p.Quote, d)
		if !ok {
			continue
		}
		node, ok := nodeFrom(p.Node, fmt.Sprintf("h%d", i+1), quote.Text, kinds)
		if !ok {
			continue
		}
		d.When = rule.Join(rule.All, d.When, node)
		d.Clauses = append(d.Clauses, reader.Clause{
			ID: fmt.Sprintf("h%d", i+1), Node: node, Kind: reader.KindOther, Quote: quote, Note: "由外部模型建议，请对照原文核对",
		})
	}
	slices.SortStableFunc(d.Clauses, func(a, b reader.Clause) int { return a.Quote.From - b.Quote.From })
}

// placed finds a quote word for word in a stretch that the rules left unread.
func placed(quote string, d *reader.Draft) (prose.Quote, bool) {
	if n := utf8.RuneCountInString(quote); n < 2 || n > 500 {
		return prose.Quote{}, false
	}
	for _, u := range d.Unread {
		i := strings.Index(u.Text, quote)
		if i < 0 {
			continue
		}
		from := u.From + utf8.RuneCountInString(u.Text[:i])
		return prose.Quote{Text: quote, From: from, To: from + utf8.RuneCountInString(quote)}, true
	}
	return prose.Quote{}, false
}

// nodeFrom takes a proposed clause over where it is one clause, or a not around
// one, on facts that the instance knows.
func nodeFrom(raw []byte, id, quote string, kinds eligibility.Dictionary) (*rule.Node, bool) {
	node, err := rule.ParseClause(raw, id, quote)
	if err != nil {
		return nil, false
	}
	_, err = decode(fmt.Appendf(nil, `{"id":"m","when":%s}`, node.AppendJSON(nil)), kinds)
	return node, err == nil
}
