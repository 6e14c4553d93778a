package drafting

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/reader"
)

// maxBody bounds a request, in bytes: reader.MaxText characters of four bytes,
// each escaped as JSON may.
const maxBody = 256 << 10

// Routes adds the package's operation to the API.
func (s *Service) Routes(api *web.API) {
	web.Register(api, web.Operation{
		ID: "draft-measure-from-text", Method: http.MethodPost, Path: "/measures/draft-from-text", Tag: "policy",
		Summary: "从政策原文起草条件", Permission: s.Permission, MaxBody: maxBody,
	}, s.draftFromText)
}

// object is a part of a measure as measure files write it.
type object []byte

// MarshalJSON writes the part as it is.
func (o object) MarshalJSON() ([]byte, error) {
	if len(o) == 0 {
		return []byte("null"), nil
	}
	return o, nil
}

// Schema describes the part only as an object.
func (object) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
}

type draftInput struct {
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"20000" doc:"政策的一段原文"`
	}
}

// The names of these types are those of the schemas in the API's document.
type (
	// draftQuote is a stretch of the text.
	draftQuote struct {
		Quote string `json:"quote"`
		From  int    `json:"from" doc:"从第几个字开始，按 Unicode 字符计，从 0 数起"`
		To    int    `json:"to" doc:"到第几个字为止，不含"`
	}
	draftClause struct {
		ID    string `json:"id"`
		Node  object `json:"node" doc:"条件本身，写法与事项文件相同；也可能是 not"`
		Group string `json:"group" doc:"同一组里的条件是几选一或至少几项；空为都要满足"`
		Kind  string `json:"kind" enum:"region,industry,size,age,qualification,revenue,rd_expense,share,staff,growth,assets,tax,export,patents,graduates,insured,capital,listed,standing,discretion,other"`
		Words string `json:"words" doc:"条件的中文说法"`
		Quote string `json:"quote"`
		From  int    `json:"from" doc:"从第几个字开始，按 Unicode 字符计，从 0 数起"`
		To    int    `json:"to" doc:"到第几个字为止，不含"`
		Sure  string `json:"sure" enum:"high,low" doc:"low：有推测的成分，见 note"`
		Note  string `json:"note" doc:"推测了什么"`
	}
	draftBonus struct {
		When    object     `json:"when"`
		Benefit object     `json:"benefit"`
		Words   string     `json:"words"`
		Quote   draftQuote `json:"quote"`
	}
	draftWindow struct {
		From string `json:"from,omitempty" example:"2026-03-01"`
		To   string `json:"to,omitempty" example:"2026-06-30"`
	}
	// TextDraft is what a text was read as.
	TextDraft struct {
		Clauses      []draftClause `json:"clauses" doc:"逐条的条件，按原文的次序"`
		When         *object       `json:"when,omitempty" doc:"全部条件，写法与事项文件相同"`
		Sentence     string        `json:"sentence" doc:"全部条件的中文说法"`
		Benefit      *object       `json:"benefit,omitempty"`
		BenefitWords string        `json:"benefit_words"`
		BenefitQuote *draftQuote   `json:"benefit_quote,omitempty"`
		BenefitNote  string        `json:"benefit_note" doc:"金额里有什么是推测的"`
		Bonus        []draftBonus  `json:"bonus"`
		Window       *draftWindow  `json:"window,omitempty"`
		WindowQuote  *draftQuote   `json:"window_quote,omitempty"`
		Delivery     string        `json:"delivery,omitempty" enum:"proactive,express"`
		Unread       []draftQuote  `json:"unread" doc:"没有读懂、需要人来看的地方"`
	}
)

type draftOutput struct{ Body TextDraft }

func (s *Service) draftFromText(ctx context.Context, in *draftInput) (*draftOutput, error) {
	d, err := s.Draft(ctx, in.Body.Text)
	if err != nil {
		return nil, err
	}
	return &draftOutput{Body: BodyOf(d)}, nil
}

func quoteOf(q prose.Quote) draftQuote { return draftQuote{q.Text, q.From, q.To} }

// BodyOf returns a draft as the API and the command line write it.
func BodyOf(d Drafted) TextDraft {
	out := TextDraft{
		Clauses: []draftClause{}, Bonus: []draftBonus{}, Unread: []draftQuote{},
		Sentence: d.Sentence, BenefitWords: d.Benefit, BenefitNote: d.BenefitNote, Delivery: d.Delivery,
	}
	for i, c := range d.Clauses {
		sure := "low"
		if c.Sure {
			sure = "high"
		}
		out.Clauses = append(out.Clauses, draftClause{
			ID: c.ID, Node: c.Node.AppendJSON(nil), Group: c.Group, Kind: string(c.Kind), Words: d.Words[i], Quote: c.Quote.Text, From: c.Quote.From, To: c.Quote.To, Sure: sure, Note: c.Note,
		})
	}
	if d.When != nil {
		tree := object(d.When.AppendJSON(nil))
		out.When = &tree
	}
	if d.Draft.Benefit != nil {
		amount, quote := object(d.Draft.Benefit.AppendJSON(nil)), quoteOf(d.BenefitQuote)
		out.Benefit, out.BenefitQuote = &amount, &quote
	}
	for i, b := range d.Draft.Bonuses {
		out.Bonus = append(out.Bonus, draftBonus{When: b.When.AppendJSON(nil), Benefit: b.Amount.AppendJSON(nil), Words: d.Bonuses[i], Quote: quoteOf(b.Quote)})
	}
	if d.Window != (reader.Window{}) {
		quote := quoteOf(d.WindowQuote)
		out.Window, out.WindowQuote = &draftWindow{d.Window.From, d.Window.To}, &quote
	}
	for _, u := range d.Unread {
		out.Unread = append(out.Unread, quoteOf(u))
	}
	return out
}
