package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// product is the repository, whose built program and benchmarks are run.
type product struct {
	root, postgres string
}

// match runs `yikou bench match --json`.
func (p product) match(ctx context.Context, enterprises, measures int, seed uint64) (*benchmatch.Report, error) {
	var report benchmatch.Report
	return &report, p.command(ctx, &report, "bench", "match", "--json",
		"--enterprises", strconv.Itoa(enterprises), "--measures", strconv.Itoa(measures), "--seed", strconv.FormatUint(seed, 10))
}

// command runs the built program and decodes the object it prints.
func (p product) command(ctx context.Context, into any, args ...string) error {
	run := exec.CommandContext(ctx, filepath.Join(p.root, "bin", "yikou"), args...)
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		return fmt.Errorf("yikou %s %s: %w", args[0], args[1], err)
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("yikou %s %s: %w", args[0], args[1], err)
	}
	return nil
}

// Import is what importing one file of enterprises took on one engine.
type Import struct {
	Engine string
	Rows   int
	// First is the import into an empty instance, Again the same file once more,
	// which changes nothing. Seconds are those of the import's own report.
	First, Again float64
}

// importReport is the part of the program's report that is checked and used.
type importReport struct {
	Rows      int     `json:"rows"`
	Accepted  int     `json:"accepted"`
	Created   int     `json:"created"`
	Unchanged int     `json:"unchanged"`
	Seconds   float64 `json:"seconds"`
}

// imports imports one made-up register file into new instances on both engines.
func (p product) imports(ctx context.Context, rows int, seed uint64) (out []Import, err error) {
	folder, err := os.MkdirTemp("", "yikou-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	file := filepath.Join(folder, "register.csv")
	if err := writeRegister(file, rows, seed); err != nil {
		return nil, err
	}
	address, conn, drop, err := temporaryDatabase(ctx, p.postgres)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, drop()) }()
	if err := conn.Ping(ctx); err != nil {
		return nil, err
	}
	for _, engine := range []struct{ name, database string }{
		{"SQLite", "sqlite:" + filepath.Join(folder, "yikou.db")},
		{"PostgreSQL", address},
	} {
		one, err := p.importTwice(ctx, file, filepath.Join(folder, engine.name), engine.database, rows)
		if err != nil {
			return nil, err
		}
		one.Engine = engine.name
		out = append(out, one)
	}
	return out, nil
}

func (p product) importTwice(ctx context.Context, file, data, database string, rows int) (Import, error) {
	out := Import{Rows: rows}
	for _, seconds := range []*float64{&out.First, &out.Again} {
		var r importReport
		if err := p.command(ctx, &r, "import", "enterprises", file, "--json", "--data", data, "--database", database); err != nil {
			return out, err
		}
		if done := max(r.Created, r.Unchanged); r.Rows != rows || r.Accepted != rows || done != rows {
			return out, fmt.Errorf("import of %d rows: %+v", rows, r)
		}
		*seconds = r.Seconds
	}
	return out, nil
}

// The made-up register. Its firms do not exist; the places do, so that divisions
// are found as in a real file.
var (
	places   = strings.Fields("历下区 市中区 槐荫区 天桥区 历城区 长清区")
	kinds    = strings.Fields("有限责任公司 股份有限公司 个人独资企业 合伙企业 有限责任公司(自然人独资)")
	capitals = []string{"%d万人民币", "%d(万元人民币)", "%d万元", "%d.5万人民币", "%d(万美元)"}
	trades   = strings.Fields("机械设备制造 软件开发 餐饮服务 货物进出口 道路货物运输 农产品销售 建筑工程施工 信息技术咨询服务 化工产品销售 医疗器械批发")
	states   = strings.Fields("存续 存续 存续 存续 注销 吊销")
)

// writeRegister writes a file of enterprises as a registry would export it.
func writeRegister(name string, rows int, seed uint64) error {
	var classes []industry.Industry
	for _, i := range industry.All() {
		if i.Level() == industry.Class {
			classes = append(classes, i)
		}
	}
	r := rand.New(rand.NewPCG(seed, 2))
	founded, err := civil.New(2000, 1, 1)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	lines := [][]string{{"企业名称", "统一社会信用代码", "成立日期", "企业类型", "注册资本", "行业", "经营范围", "省", "市", "区县", "地址", "经营状态"}}
	for i := range rows {
		code, err := uscc.Synthetic(uscc.KindEnterprise, "370100", uint32(i))
		if err != nil {
			return err
		}
		scope := make([]string, 2+r.IntN(8))
		for k := range scope {
			scope[k] = pick(r, trades)
		}
		place := pick(r, places)
		lines = append(lines, []string{
			fmt.Sprintf("济南样例%06d%s有限公司", i, pick(r, trades)), string(code), founded.AddDays(r.IntN(9000)).String(), pick(r, kinds),
			fmt.Sprintf(pick(r, capitals), 10+r.IntN(5000)), pick(r, classes).Name, strings.Join(scope, "；"),
			"山东省", "济南市", place, fmt.Sprintf("山东省济南市%s样例路%d号", place, 1+r.IntN(999)), pick(r, states),
		})
	}
	if err := w.WriteAll(lines); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o600)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// Search is what searching 100,000 documents took on one engine, in
// milliseconds, and how many documents were indexed in a second.
type Search struct {
	Engine        string
	P50, P95, P99 float64
	Documents     float64
}

// searchCommand is the benchmark whose output searches reads.
var searchCommand = []string{"go", "test", "-run", "^$", "-bench", "Search100k", "-benchtime", "400x", "./internal/platform/textsearch"}

// searches runs the search's own benchmark on both engines.
func (p product) searches(ctx context.Context) ([]Search, error) {
	run := exec.CommandContext(ctx, searchCommand[0], searchCommand[1:]...)
	run.Dir, run.Stderr = p.root, os.Stderr
	text, err := run.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(searchCommand, " "), err, text)
	}
	out, err := parseSearches(text)
	if err == nil && len(out) != 2 {
		err = fmt.Errorf("%s reported %d engines, not 2:\n%s", strings.Join(searchCommand, " "), len(out), text)
	}
	return out, err
}

// parseSearches reads the lines of Go's benchmark format: a name, a number of
// runs, then pairs of value and unit.
func parseSearches(text []byte) (out []Search, err error) {
	names := map[string]string{"sqlite": "SQLite", "postgres": "PostgreSQL"}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "BenchmarkSearch100k/") {
			continue
		}
		engine, _, _ := strings.Cut(strings.TrimPrefix(fields[0], "BenchmarkSearch100k/"), "-")
		s := Search{Engine: names[engine]}
		units := map[string]*float64{"ms/p50": &s.P50, "ms/p95": &s.P95, "ms/p99": &s.P99, "documents/s": &s.Documents}
		for i := 2; i+1 < len(fields); i += 2 {
			if into := units[fields[i+1]]; into != nil {
				if *into, err = strconv.ParseFloat(fields[i], 64); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, s)
	}
	return out, nil
}
