package enterprise

import (
	"context"
	"io"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// Upload keeps a file and inserts the job that imports it. The file stays until
// the import has ended.
func (s *Service) Upload(ctx context.Context, kind ImportKind, filename string, content io.Reader) (i Import, job string, err error) {
	if i, err = s.newImport(ctx, kind, filename); err != nil {
		return i, "", err
	}
	kept, err := s.Files.Put(ctx, content)
	if err != nil {
		return i, "", err
	}
	i.Blob = kept.ID
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.SaveImport(ctx, i); err != nil {
			return err
		}
		job, err = jobs.Insert(ctx, s.Jobs, JobImport, importArgs{Import: i.ID}, jobs.InsertOptions{Owner: i.ByID, ResultURL: "/desk/imports/" + i.ID})
		if err != nil {
			return err
		}
		detail := map[string]any{"kind": kind, "bytes": kept.Size, "sha256": kept.SHA256}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.import_uploaded", ObjectKind: "enterprise_import", Object: i.ID, Detail: detail})
	})
	if err != nil {
		_ = s.forget(kept.ID) // what matters is that nothing was imported
	}
	return i, job, err
}

// endImport stores that an import was refused or failed. Nothing of its file was
// applied.
func (s *Service) endImport(ctx context.Context, i Import) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		i.Report = Report{}
		if err := s.store.SaveImport(ctx, i); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.import_" + string(i.State), ObjectKind: "enterprise_import", Object: i.ID})
	})
}

// importScope returns whose imports the caller may see: everybody's with an
// empty id, else only one's own.
func importScope(ctx context.Context) (owner string, err error) {
	scope, err := authz.Require(ctx, PermImport)
	if err != nil || scope.Reach == kernel.ReachAll {
		return "", err
	}
	return scope.Principal, nil
}

// GetImport returns one import, or ErrImportNotFound.
func (s *Service) GetImport(ctx context.Context, id string) (Import, error) {
	owner, err := importScope(ctx)
	if err != nil {
		return Import{}, err
	}
	i, found, err := s.store.LoadImport(ctx, id)
	if err == nil && (!found || owner != "" && i.ByID != owner) {
		return Import{}, ErrImportNotFound
	}
	return i, err
}
