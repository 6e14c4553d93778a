package library

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/statute"
	"github.com/yikou/yikou/internal/policy/storage"
)

// History lists the versions of a policy for the desk, the newest first.
func (s *Service) History(ctx context.Context, id string) ([]storage.Written, error) {
	if _, err := authz.Require(ctx, permRead); err != nil {
		return nil, err
	}
	list, err := s.documents.DocumentHistory(ctx, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	return list, err
}

// Version returns what a version of a policy says, for the desk, with its parts.
func (s *Service) Version(ctx context.Context, id string, number int64) (*definition.Document, []statute.Node, error) {
	if _, err := authz.Require(ctx, permRead); err != nil {
		return nil, nil, err
	}
	d, err := s.documents.DocumentVersion(ctx, id, number)
	if err != nil {
		return nil, nil, err
	}
	if d == nil {
		return nil, nil, ErrNotFound
	}
	return d, statute.Parse(d.Text), nil
}

// Delete removes a draft that a caller saw at a version: nobody but the desk ever
// saw it. One that measures rest on stays.
func (s *Service) Delete(ctx context.Context, id string, version int64) error {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.documents.Lock(ctx); err != nil {
			return err
		}
		e, found, err := s.store.Entry(ctx, id, s.today())
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		if err := seen(e, version); err != nil {
			return err
		}
		if e.State != Draft {
			return ErrTransition
		}
		measures, err := s.Catalogue.MeasuresOf(ctx, id)
		if err != nil {
			return err
		}
		if len(measures) > 0 {
			return ErrInUse
		}
		if err := s.store.Drop(ctx, id); err != nil {
			return err
		}
		if err := s.documents.DropDocument(ctx, id); err != nil {
			return err
		}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "policy.library_deleted", ObjectKind: "policy_document", Object: id, Detail: map[string]any{"version": e.Version}}); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventChanged, changedEvent{Policies: []string{id}})
	})
}
