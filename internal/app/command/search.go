package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/platform/textsearch/retrieval"
	"github.com/yikou/yikou/migrations"
)

type searchCommands struct {
	Eval searchEvalCommand `cmd:"" help:"用已知答案的问题测量搜索（不需要实例）"`
}

type searchEvalCommand struct {
	Docs      string `required:"" help:"文档文件，每行 {\"id\",\"text\"}" placeholder:"D.jsonl"`
	Questions string `required:"" help:"问题文件，每行 {\"text\",\"doc\"}" placeholder:"Q.jsonl"`
}

// Run measures search in a database of its own, which it removes.
func (c searchEvalCommand) Run(s *session) (err error) {
	documents, questions, err := c.read()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "yikou-search-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	d, err := db.Open(s, "sqlite:"+filepath.Join(folder, "search.db"), db.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := d.Migrate(s, migrations.Files); err != nil {
		return err
	}
	r, err := retrieval.Run(s, textsearch.New(d), documents, questions, clock.System().Now)
	if err != nil {
		return err
	}
	return s.result(r,
		fmt.Sprintf("%d 个问题，%d 份文档", r.Questions, r.Documents),
		fmt.Sprintf("答案排第一 %.3f，前三 %.3f，前十 %.3f，平均倒数名次 %.3f", r.RAt1, r.RAt3, r.RAt10, r.MRRAt10),
		fmt.Sprintf("每个问题 %.1f 毫秒，p95 %.1f 毫秒", r.MSPerQuery, r.MSP95))
}

func (c searchEvalCommand) read() ([]retrieval.Document, []retrieval.Question, error) {
	docs, err := os.Open(c.Docs)
	if err != nil {
		return nil, nil, unreadable(c.Docs, err)
	}
	defer func() { _ = docs.Close() }()
	documents, err := retrieval.Documents(docs)
	if err != nil {
		return nil, nil, fmt.Errorf("%s %w", c.Docs, err)
	}
	asked, err := os.Open(c.Questions)
	if err != nil {
		return nil, nil, unreadable(c.Questions, err)
	}
	defer func() { _ = asked.Close() }()
	questions, err := retrieval.Questions(asked, documents)
	if err != nil {
		return nil, nil, fmt.Errorf("%s %w", c.Questions, err)
	}
	return documents, questions, nil
}
