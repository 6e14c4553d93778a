package notify

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Words is what a reason says through a channel, and who wrote it.
type Words struct {
	Reason  template.Reason
	Channel channel.Kind
	Content template.Content
	// Version is 0 for the words shipped with the program.
	Version int64
	SavedBy string
	SavedAt time.Time
}

// Templates returns the words of every reason for every channel it is meant for.
func (s *Service) Templates(ctx context.Context) ([]Words, error) {
	if _, err := authz.Require(ctx, PermTemplateEdit); err != nil {
		return nil, err
	}
	rows, err := s.templates(ctx, `1 = 1 ORDER BY reason, channel, version`)
	if err != nil {
		return nil, err
	}
	type key struct {
		reason string
		kind   channel.Kind
	}
	newest := map[key]templateRow{}
	for _, row := range rows {
		newest[key{row.Reason, row.Channel}] = row
	}
	var list []Words
	for _, r := range template.Reasons {
		for _, kind := range r.Channels {
			row, written := newest[key{r.Key, kind}]
			w, err := wordsOf(r, kind, row, written)
			if err != nil {
				return nil, err
			}
			list = append(list, w)
		}
	}
	return list, nil
}

func wordsOf(r template.Reason, kind channel.Kind, row templateRow, written bool) (Words, error) {
	w := Words{Reason: r, Channel: kind}
	if !written {
		w.Content, _ = template.Shipped(r, kind)
		return w, nil
	}
	content, err := contentOf(row)
	w.Content, w.Version, w.SavedBy, w.SavedAt = content, row.Version, row.SavedBy, row.SavedAt
	return w, err
}

// Template returns the words of one reason for one channel. It fails with
// ErrTemplateUnknown.
func (s *Service) Template(ctx context.Context, reason string, kind channel.Kind) (Words, error) {
	if _, err := authz.Require(ctx, PermTemplateEdit); err != nil {
		return Words{}, err
	}
	r, known := template.Find(reason)
	if !known || !r.Meant(kind) {
		return Words{}, ErrTemplateUnknown
	}
	row, written, err := s.currentTemplate(ctx, reason, kind)
	if err != nil {
		return Words{}, err
	}
	return wordsOf(r, kind, row, written)
}

// SaveTemplate keeps new words for a reason and a channel as the version after
// the one that the caller saw. It fails with template.ErrContent, and with
// ErrStale when there is another.
func (s *Service) SaveTemplate(ctx context.Context, reason string, kind channel.Kind, c template.Content, seen int64) (Words, error) {
	was, err := s.Template(ctx, reason, kind)
	if err != nil {
		return Words{}, err
	}
	if err := template.Check(was.Reason, kind, c); err != nil {
		return Words{}, err
	}
	text, err := json.Marshal(c)
	if err != nil {
		return Words{}, wrap(err, "write template")
	}
	p := authz.From(ctx)
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		now, written, err := s.currentTemplate(ctx, reason, kind)
		if err != nil {
			return err
		}
		if written && now.Version != seen || !written && seen != 0 {
			return ErrStale
		}
		saved, err := s.insertTemplate(ctx, reason, kind, seen+1, string(text), p.ID, p.Name)
		if err != nil {
			return err
		}
		if !saved {
			return ErrStale
		}
		return s.happened(ctx, TemplateSaved{Reason: reason, Channel: kind, Version: seen + 1}, reason)
	})
	if err != nil {
		return Words{}, err
	}
	return s.Template(ctx, reason, kind)
}

// Preview is a message as it would be, made of samples.
type Preview struct {
	template.Rendered
	// Segments is how many messages a carrier makes of a text, 0 elsewhere.
	Segments int
}

// PreviewTemplate renders words with samples, whether they are saved or not. It
// fails with template.ErrContent.
func (s *Service) PreviewTemplate(ctx context.Context, reason string, kind channel.Kind, c template.Content) (Preview, error) {
	was, err := s.Template(ctx, reason, kind)
	if err != nil {
		return Preview{}, err
	}
	if err := template.Check(was.Reason, kind, c); err != nil {
		return Preview{}, err
	}
	rendered, err := template.Render(was.Reason, kind, c, was.Reason.Samples())
	if err != nil {
		return Preview{}, err
	}
	out := Preview{Rendered: rendered}
	if kind == channel.SMS {
		out.Segments = template.Segments(rendered.Text)
	}
	return out, nil
}

// TestTemplate sends words with samples to an address, once and at once. It fails
// with ErrChannelOff, ErrAddress, template.ErrContent, and ErrTest when the
// channel refused.
func (s *Service) TestTemplate(ctx context.Context, reason string, kind channel.Kind, c template.Content, address string) error {
	preview, err := s.PreviewTemplate(ctx, reason, kind, c)
	if err != nil {
		return err
	}
	via := s.channels[kind]
	if via == nil || kind == channel.InApp {
		return ErrChannelOff
	}
	if address, err = cleanAddress(kind, address); err != nil {
		return err
	}
	// The try stands in the audit chain before it is made.
	if err := s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.recorded(ctx, "notify.template_tested", reason, map[string]any{"channel": kind})
	}); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout/2)
	defer cancel()
	_, err = via.Send(ctx, channel.Message{
		ID: kernel.NewID(), To: address, Title: preview.Title, Text: preview.Text, HTML: preview.HTML, Template: preview.Template, Fields: preview.Fields,
	})
	if err != nil {
		failure := channel.Failure(err)
		s.Log.WarnContext(ctx, "test message not sent", slog.String("channel", string(kind)), slog.String("code", failure.Code))
		return ErrTest.Because(failure)
	}
	return nil
}
