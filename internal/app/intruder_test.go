package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
)

// insiderCall is the example of an operation, sent as somebody it is open to.
func insiderCall(t *testing.T, w *world, b *prooftest.Book, o prooftest.Operation) (call prooftest.Call, session []*http.Cookie, found bool) {
	t.Helper()
	row, known := b.Rows[o.ID]
	require.True(t, known, o.ID)
	role, relation, found := b.Insider(row)
	if !found {
		return call, nil, false
	}
	call, err := prooftest.Bind(t.Context(), w, o, row, relation, role)
	require.NoError(t, err)
	session, err = w.Session(t.Context(), role, row.Fresh == "session")
	require.NoError(t, err)
	return call, session, true
}

// S7: a page of another site cannot write with the browser of somebody who is
// logged in, whatever it pretends its body to be.
func TestNoOtherSiteCanWriteThroughTheBrowserOfAPerson(t *testing.T) {
	t.Parallel()
	w, b := newWorld(t, db.SQLite), book(t)
	client := prooftest.NewClient(w)
	t.Cleanup(client.Close)
	tried := 0
	for _, o := range w.Operations() {
		if o.Method == http.MethodGet {
			continue
		}
		call, session, found := insiderCall(t, w, b, o)
		if !found {
			continue
		}
		tried++
		for name, headers := range map[string]map[string]string{
			"a form of another site":   {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
			"a sister site":            {"Sec-Fetch-Site": "same-site", "Origin": "https://sister.example"},
			"an old browser":           {"Origin": "https://evil.example"},
			"a sandboxed frame":        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
			"the same name, other way": {"Origin": strings.Replace(w.Address(), "http://", "https://x.", 1)},
		} {
			hostile := call
			hostile.Headers = maps.Clone(call.Headers)
			maps.Copy(hostile.Headers, headers)
			answer, err := client.Send(t.Context(), session, hostile)
			require.NoError(t, err)
			require.Equal(t, http.StatusForbidden, answer.Status, "%s from %s: %s", o.ID, name, answer.Body)
			require.Contains(t, string(answer.Body), "request.cross_origin", o.ID)
		}
		if call.JSON == nil {
			continue
		}
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
			hostile := call
			hostile.Type = kind
			answer, err := client.Send(t.Context(), session, hostile)
			require.NoError(t, err)
			require.Contains(t, []int{http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusBadRequest}, answer.Status, "%s takes %s: %s", o.ID, kind, answer.Body)
		}
	}
	require.Greater(t, tried, 20)
}

// silent are changing operations that leave no audit entry, with the reason.
var silent = map[string]string{
	"simulate-measure":         "computes and keeps nothing",
	"read-measure":             "computes and keeps nothing",
	"draft-measure-from-text":  "computes and keeps nothing",
	"example-benefit":          "computes and keeps nothing",
	"simulate-threshold":       "computes and keeps nothing",
	"record-guide-scan":        "adds one to a count of a day; nothing is known of who did",
	"draw-appeal-ticket":       "draws a secret that nobody has used yet",
	"save-appeal-draft":        "a draft is nobody's but its writer's",
	"drop-appeal-draft":        "a draft is nobody's but its writer's",
	"find-similar-appeals":     "computes and keeps nothing",
	"check-appeal-reply":       "computes and keeps nothing",
	"try-appeal-thresholds":    "computes and keeps nothing",
	"suggest-similar-appeals":  "computes and keeps nothing",
	"look-up-appeal":           "reads what its reporter may read",
	"get-reported-appeal-file": "reads what its reporter may read",
	"record-place-scan":        "adds one to a count of a day; nothing is known of who did",
	"open-invitation":          "shows what a link offers; the answer to it is recorded",
	"begin-factor":             "shows a key that counts only once it is confirmed, which is recorded",
	"read-all-notices":         "whether one has read one's own messages concerns nobody else",
	"read-notice":              "whether one has read one's own messages concerns nobody else",
	"preview-notice-template":  "computes and keeps nothing",
	"verify-audit":             "the verification that it asks for stands in the log with what it found",
	"request-code":             "whether a phone is known must not show, in the log neither; the log-in is recorded",
}

// A: whoever changes something stands in the audit log with it.
func TestEveryChangeLeavesAnAuditEntry(t *testing.T) {
	t.Parallel()
	w, b := newWorld(t, db.SQLite), book(t)
	client := prooftest.NewClient(w)
	t.Cleanup(client.Close)
	entries := func() (n int64) {
		require.NoError(t, w.DB.QueryRow(t.Context(), `SELECT seq FROM audit_head WHERE id = 1`).Scan(&n))
		return n
	}
	changed := 0
	for _, o := range w.Operations() {
		if o.Method == http.MethodGet || silent[o.ID] != "" {
			continue
		}
		call, session, found := insiderCall(t, w, b, o)
		if !found {
			continue
		}
		before := entries()
		answer, err := client.Send(t.Context(), session, call)
		require.NoError(t, err)
		if answer.Status >= 300 {
			continue // the example is refused in this world; the matrix says with what
		}
		changed++
		assert.Greater(t, entries(), before, "%s changed something and left no audit entry", o.ID)
	}
	require.Greater(t, changed, 15, "too few examples succeeded")
	_, err := w.Audit.Verify(t.Context())
	require.NoError(t, err)
}

// hostileFiles are files that an import must refuse or take for what they say.
func hostileFiles(t *testing.T) map[string]string {
	t.Helper()
	code := firmCode(t, 77_001)
	files := map[string]string{
		"empty": "", "one byte": "\x00", "only a mark": "\xef\xbb\xbf", "only line ends": strings.Repeat("\r\n", 10_000),
		"a page": "<html><script>alert(1)</script></html>", "a picture that is a page": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
		"a program": "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 200), "a Windows program": "MZ" + strings.Repeat("\x90", 200),
		"a script": "#!/bin/sh\nrm -rf /\n", "a document": "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", "an old workbook": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600),
		"a packed stream": "\x1f\x8b\x08\x00\x00\x00\x00\x00", "a zip of nothing": "PK\x05\x06" + strings.Repeat("\x00", 18), "a cut zip": "PK\x03\x04" + strings.Repeat("A", 40),
		"another encoding": "name,uscc\n\xc4\xe3\xba\xc3," + code + "\n", "UTF-16": "\xff\xfen\x00a\x00m\x00e\x00,\x00u\x00s\x00c\x00c\x00\n\x00",
		"a zero in a cell": "name,uscc\n霁川\x00公司," + code + "\n", "an open quote": "name,uscc\n\"霁川," + code + "\n" + strings.Repeat("x,y\n", 1000),
		"no header": code + ",霁川\n", "an unknown header": "a,b,c\n1,2,3\n", "twice the same header": "name,name,uscc\na,b," + code + "\n",
		"a very long cell": "name,uscc\n" + strings.Repeat("长", 400_000) + "," + code + "\n", "very many columns": "name,uscc" + strings.Repeat(",x", 20_000) + "\n",
		"a line without end": "name,uscc," + strings.Repeat("a", 3<<20), "words the other way": "name,uscc\n\u202e" + "司公" + "," + code + "\n",
	}
	for i, formula := range []string{"=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|'/c calc'!A0", "=HYPERLINK(\"http://evil.example\",\"x\")", "\t=1", "\r=1", "=IMPORTXML(\"http://evil.example\",\"//a\")", "＝1+1", "=WEBSERVICE(\"http://evil.example\")", "=DDE(\"cmd\";\"/c calc\";\"1\")"} {
		files[fmt.Sprintf("formula %d in text", i)] = "name,uscc\n\"" + strings.ReplaceAll(formula, `"`, `""`) + "\"," + firmCode(t, uint32(77_100+i)) + "\n"
		files[fmt.Sprintf("formula %d in a workbook", i)] = workbookWith(t, func(f *excelize.File) { _ = f.SetCellFormula("Sheet1", "A2", strings.TrimSpace(formula)) })
	}
	for i, payload := range []string{"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "${7*7}", "'; DROP TABLE enterprise_entity; --", "../../../../etc/passwd", "%00", "<!ENTITY x SYSTEM 'file:///etc/passwd'>"} {
		files[fmt.Sprintf("payload %d", i)] = "name,uscc\n\"" + strings.ReplaceAll(payload, `"`, `""`) + "\"," + firmCode(t, uint32(77_200+i)) + "\n"
	}
	for name, part := range map[string][2]string{
		"a part outside":         {"../../evil.xml", "<x/>"},
		"an entity that grows":   {"xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("a", 1000) + `"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><workbook>&b;</workbook>`},
		"an entity of a file":    {"xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>`},
		"deep tags":              {"xl/workbook.xml", strings.Repeat("<a>", 200_000)},
		"macros":                 {"xl/vbaProject.bin", "\xd0\xcf\x11\xe0"},
		"an outside link":        {"xl/externalLinks/externalLink1.xml", `<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>`},
		"a bomb":                 {"xl/worksheets/sheet1.xml", strings.Repeat("0", 300<<20)},
		"a sheet that is no XML": {"xl/worksheets/sheet1.xml", "\x00\x01\x02"},
		"an embedded program":    {"xl/embeddings/oleObject1.bin", "MZ"},
	} {
		files["a workbook with "+name] = zipWith(t, part[0], part[1])
	}
	return files
}

func workbookWith(t *testing.T, change func(*excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"name", "uscc"}))
	require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{"霁川示例", firmCode(t, 77_300)}))
	change(f)
	var out bytes.Buffer
	require.NoError(t, f.Write(&out))
	return out.String()
}

// zipWith is a workbook in which one part is replaced or added.
func zipWith(t *testing.T, name, content string) string {
	t.Helper()
	plain := workbookWith(t, func(*excelize.File) {})
	from, err := zip.NewReader(strings.NewReader(plain), int64(len(plain)))
	require.NoError(t, err)
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, part := range from.File {
		if part.Name != name {
			require.NoError(t, to.Copy(part))
		}
	}
	w, err := to.Create(name)
	require.NoError(t, err)
	_, err = w.Write([]byte(content))
	require.NoError(t, err)
	require.NoError(t, to.Close())
	return out.String()
}

// takenForText matches the names of those that are read: what they hold besides a
// table is never opened, and what they say is text.
const takenForText = `^(formula \d+ in text|payload \d+|a workbook with (a part outside|an embedded program|an outside link|macros)|twice the same header|very many columns|words the other way)$`

// S9: at least sixty hostile files are refused in words, or taken for the plain
// text they are; the registry and the machine stay whole.
func TestHostileFilesAreRefusedOrTakenForPlainText(t *testing.T) {
	t.Parallel()
	a := open(t, db.SQLite)
	ctx := authz.AsSystem(t.Context(), "test")
	files := hostileFiles(t)
	require.GreaterOrEqual(t, len(files), 60)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for _, called := range []string{"名册.csv", "名册.xlsx", "../../x.csv", "a.html"} {
			report, err := a.Enterprise.ImportEnterprises(ctx, strings.NewReader(files[name]), int64(len(files[name])), called, nil)
			if err != nil {
				require.Equal(t, errs.Invalid, errs.KindOf(err), "%s as %s: %v", name, called, err)
				continue
			}
			require.Regexp(t, takenForText, name, "it must be refused as a whole")
			require.LessOrEqual(t, report.Created, int64(1), name)
		}
	}
	rows, err := a.DB.Query(ctx, `SELECT name FROM enterprise_entity`)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		require.NoError(t, rows.Scan(&name))
		require.NotContains(t, name, "\x00")
		require.LessOrEqual(t, len([]rune(name)), 300)
	}
	require.NoError(t, rows.Err())
	require.NoError(t, a.DB.Ping(context.WithoutCancel(ctx)))
}
