package enterprise

import (
	"context"
	"errors"
	"time"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// JobImport is the kind of job that applies an uploaded file.
const JobImport = "enterprise.import"

// importAttempts is how often an import may fail before it is given up.
const importAttempts = 3

// importTime is the longest an import may take: a guess, ten times that of 1.4
// million rows.
const importTime = 2 * time.Hour

// importArgs names the import.
type importArgs struct {
	Import string `json:"import"`
}

// DefineJobs adds the module's jobs.
func (s *Service) DefineJobs(r *jobs.Registry) {
	jobs.Add(r, jobs.Definition[importArgs]{
		Kind: JobImport, Label: "导入企业和事实", Timeout: importTime, MaxAttempts: importAttempts, Work: s.workImport,
	})
}

// workImport applies an uploaded file. It may be called again after a crash: a
// finished import stays as it is, an unfinished one left nothing and begins
// anew.
func (s *Service) workImport(ctx context.Context, job jobs.Job, args importArgs) error {
	i, found, err := s.store.LoadImport(ctx, args.Import)
	if err != nil || !found || i.State.Final() {
		return err
	}
	ctx = authz.With(ctx, kernel.Principal{Kind: kernel.StaffPrincipal, ID: i.ByID, Name: i.ByName})
	i.State, i.StartedAt = ImportRunning, s.Clock.Now()
	if err := s.store.SaveImport(ctx, i); err != nil {
		return err
	}
	err = s.applyUpload(ctx, i)
	if err == nil {
		return s.forget(i.Blob)
	}
	if ctx.Err() != nil { // the program stops, or the job was taken over
		return err
	}
	known, isKnown := errors.AsType[*errs.Error](err)
	switch {
	case isKnown && known.Kind != errs.Internal && known.Kind != errs.Unavailable && known.Kind != errs.TooMany:
		i.State, i.Message = ImportRefused, known.Msg
	case job.Failures+1 >= importAttempts:
		i.State, i.Message = ImportFailed, "程序内部出错，没有导入任何内容。请稍后重新上传；若再次失败，请把这次导入的编号交给管理员。"
	default:
		return err
	}
	i.FinishedAt = s.Clock.Now()
	if saved := s.endImport(ctx, i); saved != nil {
		return errors.Join(saved, err)
	}
	return errors.Join(err, s.forget(i.Blob))
}

func (s *Service) applyUpload(ctx context.Context, i Import) error {
	file, size, err := s.Files.Open(i.Blob)
	if errors.Is(err, blob.ErrNotFound) {
		return ErrLost
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	_, err = s.apply(ctx, i, file, size, func(done, total int64) {
		jobs.Report(ctx, done, total, "正在导入“"+record.Clip(i.Filename, 40)+"”")
	})
	return err
}

// forget removes the upload of an import that has ended.
func (s *Service) forget(id string) error {
	if id == "" || s.Files == nil {
		return nil
	}
	return s.Files.Delete(id)
}
