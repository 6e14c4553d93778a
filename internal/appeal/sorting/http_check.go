package sorting

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
)

type checksInput struct {
	web.PageInput
	Field string `query:"field" enum:"kind,topic,place,urgency" doc:"只看这一项等着抽查的；不给为全部"`
}

// SortCheckBody is a case of which something waits to be checked.
type SortCheckBody struct {
	ID         string          `json:"id"`
	Number     string          `json:"number"`
	Title      string          `json:"title"`
	Text       string          `json:"text"`
	StateLabel string          `json:"state_label"`
	ReceivedAt time.Time       `json:"received_at"`
	ReadAt     time.Time       `json:"read_at"`
	Edition    int64           `json:"edition" doc:"按第几版分拣门槛采用"`
	Version    int64           `json:"version"`
	Fields     []SortGuessBody `json:"fields" doc:"等着抽查的各项"`
}

type checksOutput struct {
	Body kernel.Rows[SortCheckBody]
}

func (s *Service) listChecks(ctx context.Context, in *checksInput) (*checksOutput, error) {
	found, err := s.Waiting(ctx, reading.Field(in.Field), in.Page())
	if err != nil {
		return nil, err
	}
	label, err := s.labels(ctx)
	if err != nil {
		return nil, err
	}
	out := &checksOutput{Body: kernel.Rows[SortCheckBody]{Items: make([]SortCheckBody, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, one := range found.Items {
		b := SortCheckBody{
			ID: one.Case.ID, Number: one.Case.Number, Title: one.Case.Title(), Text: one.Case.Text, StateLabel: one.Case.State.Label(),
			ReceivedAt: one.Case.ReceivedAt, ReadAt: one.At, Edition: one.Edition, Version: one.Case.Version, Fields: []SortGuessBody{},
		}
		for _, g := range one.Guesses() {
			if slices.Contains(one.ToCheck, g.Field) {
				b.Fields = append(b.Fields, one.guess(g, label))
			}
		}
		out.Body.Items[i] = b
	}
	return out, nil
}

func (s *Service) postCheck(ctx context.Context, in *sortDecideInput) (out *sortOutput, err error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Check(ctx, in.ID, version, choices(in.Body.Decisions)); err != nil {
			return err
		}
		out, err = s.getReading(ctx, &sortInput{ID: in.ID})
		return err
	})
	return out, err
}
