package disclosure

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Take counts an export that leaves at once and returns its ticket. One of more
// rows than that fails with ErrApproval; the refusal is audited.
func (s *Service) Take(ctx context.Context, p *export.Prepared) (t export.Ticket, err error) {
	who := authz.From(ctx)
	if p.Rows > s.Config.ExportRows && !p.Own && who.Kind != kernel.SystemPrincipal {
		err := s.DB.InTx(ctx, func(ctx context.Context) error {
			return s.Audit.Record(ctx, audit.Entry{Action: "disclosure.export_held", ObjectKind: "export", Detail: described(p, "")})
		})
		if err != nil {
			return t, err
		}
		return t, ErrApproval.With(errs.Field{Path: "rows", Msg: fmt.Sprintf("共 %d 行，超过 %d 行", p.Rows, s.Config.ExportRows)})
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		e, err := s.begin(ctx, p, ActTake)
		if err != nil {
			return err
		}
		e.TakenAt, e.ExpiresAt = e.AskedAt, e.AskedAt // cannot be fetched again
		t = ticket(e, who, p.Rows)
		return s.keep(ctx, e, p, "disclosure.export_taken")
	})
	return t, err
}

// begin makes the export of what was prepared.
func (s *Service) begin(ctx context.Context, p *export.Prepared, act Act) (*Export, error) {
	who, now := authz.From(ctx), s.Clock.Now()
	reader, err := s.Readers.Reader(ctx, who.ID, who.Department)
	if err != nil {
		return nil, wrap(err, "name who exports")
	}
	year := civil.Of(now.In(civil.Beijing)).Year()
	n, err := s.nextNumber(ctx, int64(year))
	if err != nil {
		return nil, err
	}
	e := &Export{
		ID: kernel.NewID(), Number: fmt.Sprintf("%d-%06d", year, n), Kind: p.Kind, Title: p.Title, Query: p.Query, Filter: p.Filter,
		Rows: p.Rows, AskedBy: who.ID, AskedName: who.Name, Reader: reader, AskedAt: now, Enterprises: p.Enterprises,
	}
	e.Department = who.Department
	return e, e.Do(act, who.ID, now)
}

func (s *Service) keep(ctx context.Context, e *Export, p *export.Prepared, action string) error {
	if err := s.saveExport(ctx, e); err != nil {
		return err
	}
	if err := s.saveBlocks(ctx, e.ID, e.Enterprises); err != nil {
		return err
	}
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "export", Object: e.ID, Detail: described(p, e.Number)})
}

func described(p *export.Prepared, number string) map[string]any {
	return map[string]any{"number": number, "kind": p.Kind, "rows": p.Rows, "filter": p.Audit}
}

func ticket(e *Export, who kernel.Principal, rows int64) export.Ticket {
	return export.Ticket{Number: e.Number, Who: who.Name, Unit: e.DepartmentName, At: e.TakenAt, Rows: rows}
}

// Ask asks for the approval of an export; what may be chosen is what the caller
// may export now.
func (s *Service) Ask(ctx context.Context, kind, query, purpose string) (*Export, error) {
	if _, err := authz.Require(ctx, PermExports); err != nil {
		return nil, err
	}
	if msg := checkWords(purpose); msg != "" {
		return nil, ErrPurpose.With(errs.Field{Path: "body.purpose", Msg: msg})
	}
	source, known := s.sources[kind]
	if !known {
		return nil, ErrKind
	}
	p, err := source.Prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	var e *Export
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if e, err = s.begin(ctx, p, ActAsk); err != nil {
			return err
		}
		e.Purpose = strings.TrimSpace(purpose)
		if err := s.keep(ctx, e, p, "disclosure.export_asked"); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventExportAsked, ExportAsked{Export: e.ID, Number: e.Number, Rows: e.Rows, AskedBy: e.AskedBy, Department: e.Department})
	})
	return e, err
}

// Decide approves or refuses the export of another person, as it was at version;
// a refusal says why in a note.
func (s *Service) Decide(ctx context.Context, id string, version int64, act Act, note string) (e *Export, err error) {
	scope, err := authz.Require(ctx, PermApprove)
	if err != nil {
		return nil, err
	}
	note = strings.TrimSpace(note)
	if msg := checkWords(note); msg != "" && (act == ActRefuse || note != "") {
		return nil, ErrPurpose.With(errs.Field{Path: "body.note", Msg: msg})
	}
	who := authz.From(ctx)
	err = s.change(ctx, id, version, act, func(e *Export) bool { return inScope(scope, e) }, func(ctx context.Context, e *Export) error {
		e.DecidedBy, e.DecidedName, e.DecidedAt, e.Note = who.ID, who.Name, s.Clock.Now(), note
		if act == ActApprove {
			e.ExpiresAt = e.DecidedAt.Add(s.Config.ExportTime)
		}
		return s.Bus.Publish(ctx, EventExportDecided, ExportDecided{Export: e.ID, Number: e.Number, Approved: act == ActApprove, AskedBy: e.AskedBy})
	}, &e)
	return e, err
}

// Withdraw takes back what the caller asked for.
func (s *Service) Withdraw(ctx context.Context, id string, version int64) (e *Export, err error) {
	if _, err := authz.Require(ctx, PermExports); err != nil {
		return nil, err
	}
	own := authz.From(ctx).ID
	nothing := func(context.Context, *Export) error { return nil }
	err = s.change(ctx, id, version, ActWithdraw, func(e *Export) bool { return e.AskedBy == own }, nothing, &e)
	return e, err
}

func (s *Service) change(ctx context.Context, id string, version int64, act Act, sees func(*Export) bool, apply func(context.Context, *Export) error, out **Export) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		e, err := s.loadExport(ctx, id)
		if err != nil {
			return err
		}
		if e == nil || !sees(e) {
			return ErrNotFound
		}
		if e.Version != version {
			return ErrStale
		}
		if err := e.Do(act, authz.From(ctx).ID, s.Clock.Now()); err != nil {
			return err
		}
		if err := apply(ctx, e); err != nil {
			return err
		}
		if err := s.updateExport(ctx, e); err != nil {
			return err
		}
		*out = e
		return s.Audit.Record(ctx, audit.Entry{Action: "disclosure.export_" + string(e.State), ObjectKind: "export", Object: e.ID, Detail: map[string]any{"number": e.Number, "rows": e.Rows}})
	})
}

// Fetch makes an approved export again for who asked for it, without any row
// that was not approved.
func (s *Service) Fetch(ctx context.Context, id string) (p *export.Prepared, t export.Ticket, err error) {
	if _, err := authz.Require(ctx, PermExports); err != nil {
		return nil, t, err
	}
	who := authz.From(ctx)
	e, err := s.loadExport(ctx, id)
	if err != nil {
		return nil, t, err
	}
	if e == nil || e.AskedBy != who.ID {
		return nil, t, ErrNotFound
	}
	if err := e.Do(ActTake, who.ID, s.Clock.Now()); err != nil {
		return nil, t, err
	}
	source, known := s.sources[e.Kind]
	if !known {
		return nil, t, ErrKind
	}
	if p, err = source.Prepare(ctx, e.Query); err != nil {
		return nil, t, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if e, err = s.loadExport(ctx, id); err != nil || e == nil {
			return errors.Join(err, ErrNotFound)
		}
		if err := e.Do(ActTake, who.ID, s.Clock.Now()); err != nil {
			return err
		}
		approved, err := s.loadBlocks(ctx, id)
		if err != nil {
			return err
		}
		if p.Enterprises != nil {
			p.Enterprises = roaring.And(p.Enterprises, approved)
			p.Rows = int64(p.Enterprises.GetCardinality())
		}
		e.TakenAt = s.Clock.Now()
		t = ticket(e, who, p.Rows)
		if err := s.updateExport(ctx, e); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "disclosure.export_taken", ObjectKind: "export", Object: e.ID, Detail: described(p, e.Number)})
	})
	return p, t, err
}

// Exports lists the exports that the caller may see, the newest first: his own,
// and those that he may decide on. State narrows it; waiting ones only come
// first where it is StateAsked.
func (s *Service) Exports(ctx context.Context, state State, page kernel.Page) (kernel.Rows[*Export], error) {
	own, err := authz.Require(ctx, PermExports)
	if err != nil {
		return kernel.Rows[*Export]{}, err
	}
	sees := sight{own: own.Principal}
	if scope, err := authz.Require(ctx, PermApprove); err == nil {
		sees.all = scope.Reach == kernel.ReachAll
		if !sees.all && scope.Reach != kernel.ReachOwn {
			sees.department = scope.Department
		}
	}
	return s.listExports(ctx, sees, state, page)
}

// sight is whose exports somebody sees: his own, those of a department, all.
type sight struct {
	own, department string
	all             bool
}

// inScope reports whether an export lies in the reach of who decides. A reach
// over a subtree counts for the own department only: exports carry no tree.
func inScope(scope kernel.Scope, e *Export) bool {
	switch scope.Reach {
	case kernel.ReachNone, kernel.ReachOwn:
		return e.AskedBy == scope.Principal
	case kernel.ReachAll:
		return true
	}
	return scope.Department != "" && e.Department == scope.Department
}

// Can returns what the caller may do with an export that he sees.
func (s *Service) Can(ctx context.Context, e *Export) []string {
	who, now, can := authz.From(ctx), s.Clock.Now(), []string{}
	if authz.Can(who, PermApprove) && e.May(ActApprove, who.ID, now) {
		if scope, err := authz.Require(ctx, PermApprove); err == nil && inScope(scope, e) {
			can = append(can, "approve", "refuse")
		}
	}
	if e.May(ActTake, who.ID, now) {
		can = append(can, "download")
	}
	if e.May(ActWithdraw, who.ID, now) {
		can = append(can, "withdraw")
	}
	return can
}

// monthOf is the month in Beijing.
func monthOf(t time.Time) string { return t.In(civil.Beijing).Format("2006-01") }
