package handling

import (
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/reading/replycheck"
)

// advise says what a reader would miss in a reply. A promise has its date also
// where the reply names one beside its words.
func advise(c *appeal.Case, r *appeal.Reply) []replycheck.Advice {
	return slices.DeleteFunc(replycheck.Check(c.Text, r.Words), func(a replycheck.Advice) bool {
		return a.Kind == replycheck.UndatedPromise && !r.PromisedOn.IsZero()
	})
}

// ignored is what the timeline says of a reply that was handed in against advice,
// empty where there was none.
func ignored(list []replycheck.Advice) string {
	if len(list) == 0 {
		return ""
	}
	var said []string
	for _, a := range list {
		one := a.Kind.Label()
		if a.Sentence != "" {
			one += "（“" + strings.TrimSpace(a.Sentence) + "”）"
		}
		said = append(said, one)
	}
	return "系统曾提示：" + strings.Join(said, "；") + "。没有再改，原样提交。"
}

// CheckReply says what a reader would miss in a reply to a case that the caller
// sees. It keeps nothing.
func (s *Service) CheckReply(ctx context.Context, id string, r Draft) ([]replycheck.Advice, error) {
	c, err := s.Find(ctx, appeal.PermRead, id)
	if err != nil {
		return nil, err
	}
	return advise(c, &r), nil
}

// AdviceBody is one thing that a reply lacks.
type AdviceBody struct {
	Kind     string `json:"kind" enum:"empty,only_receipt,only_handed_on,off_the_matter,turns_away,undated_promise"`
	Label    string `json:"label"`
	Words    string `json:"words" doc:"怎样改"`
	Sentence string `json:"sentence,omitempty" doc:"说的是哪一句，没有则是整篇"`
	From     int    `json:"from" doc:"这一句从第几个字开始，从 0 数起"`
	To       int    `json:"to" doc:"到第几个字之前"`
}

func adviceBodies(list []replycheck.Advice) []AdviceBody {
	out := []AdviceBody{}
	for _, a := range list {
		out = append(out, AdviceBody{Kind: string(a.Kind), Label: a.Kind.Label(), Words: a.Words, Sentence: a.Sentence, From: a.From, To: a.To})
	}
	return out
}

type checkInput struct {
	ID   string `path:"id" maxLength:"36"`
	Body struct {
		Words      string `json:"words" maxLength:"5000" doc:"给反映人的答复"`
		PromisedOn string `json:"promised_on,omitempty" format:"date" doc:"承诺办到的日期"`
	}
}

type checkOutput struct {
	Body struct {
		Items []AdviceBody `json:"items"`
	}
}

func (s *Service) checkReply(ctx context.Context, in *checkInput) (*checkOutput, error) {
	promised, err := day(in.Body.PromisedOn)
	if err != nil {
		return nil, err
	}
	found, err := s.CheckReply(ctx, in.ID, Draft{Words: in.Body.Words, PromisedOn: promised})
	if err != nil {
		return nil, err
	}
	out := &checkOutput{}
	out.Body.Items = adviceBodies(found)
	return out, nil
}
