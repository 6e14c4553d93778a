package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// ack is one write that the program has acknowledged, as the client's own log
// keeps it.
type ack struct {
	Flow string `json:"flow"`
	Key  string `json:"key"`
	Note string `json:"note,omitempty"`
}

// flow is one kind of write. A module adds a line to flows for each of its
// commands that people wait for.
type flow struct {
	name string
	// weight says how often it is chosen.
	weight int
	// do sends one write that carries key and returns what the check needs; an
	// error is a write that was not acknowledged.
	do func(ctx context.Context, c *killClient, key string) (note string, err error)
	// count is SQL that counts the effects of an acknowledged write, by the
	// values that args takes from it; there has to be one. Late effects are
	// those of jobs: they are counted once the queue is empty.
	count string
	args  func(a ack) []any
	late  bool
}

func byKey(a ack) []any  { return []any{a.Key} }
func byNote(a ack) []any { return []any{a.Note} }

// bigRows is how many rows a big import has.
const bigRows = 600

// flows are the writes that clients drive while the program is killed.
var flows = []flow{
	{
		name: "record-fact", weight: 8, args: byKey, count: `SELECT count(*) FROM enterprise_fact WHERE evidence = ?`,
		do: func(ctx context.Context, c *killClient, key string) (string, error) {
			body := map[string]string{"key": "staff", "period": "2025", "value": fmt.Sprint(c.number()), "evidence": key}
			return "", c.send(ctx, http.MethodPost, "/enterprises/"+c.firm()+"/facts", body, nil, nil)
		},
	},
	{
		name: "add-contact", weight: 4, args: byNote, count: `SELECT count(*) FROM enterprise_contact WHERE id = ?`,
		do: func(ctx context.Context, c *killClient, _ string) (string, error) {
			var made struct{ ID string }
			body := map[string]string{"role": "财务", "name": "张示例", "phone": fmt.Sprintf("137%08d", c.number())}
			err := c.send(ctx, http.MethodPost, "/enterprises/"+c.firm()+"/contacts", body, nil, &made)
			return made.ID, err
		},
	},
	{
		// Each client changes a contact of its own: the version tells whether a
		// change was lost or done twice.
		name: "change-contact", weight: 4, args: func(a ack) []any { return strings2any(strings.Fields(a.Note)) },
		count: `SELECT count(*) FROM enterprise_contact WHERE id = ? AND version >= CAST(? AS bigint)`,
		do: func(ctx context.Context, c *killClient, _ string) (string, error) {
			if c.contact.ID == "" {
				body := map[string]string{"role": "法务", "name": "李示例", "phone": fmt.Sprintf("136%08d", c.number())}
				if err := c.send(ctx, http.MethodPost, "/enterprises/"+c.firms[0]+"/contacts", body, nil, &c.contact); err != nil {
					return "", err
				}
			}
			body := map[string]string{"role": fmt.Sprint("法务", c.number()%1000), "name": "李示例", "phone": fmt.Sprintf("136%08d", c.number())}
			mine := c.contact
			if err := c.send(ctx, http.MethodPut, "/enterprises/"+c.firms[0]+"/contacts/"+mine.ID, body,
				map[string]string{"If-Match": fmt.Sprintf(`"%d"`, mine.Version)}, &c.contact); err != nil {
				c.contact.ID = "" // whether it came to pass is not known
				return "", err
			}
			return fmt.Sprint(mine.ID, " ", mine.Version+1), nil
		},
	},
	{
		name: "import-facts", weight: 1, late: true, args: byKey,
		count: `SELECT CASE WHEN count(*) = 3 THEN 1 ELSE count(*) * 100 END FROM enterprise_fact WHERE evidence = ?`,
		do: func(ctx context.Context, c *killClient, key string) (string, error) {
			text := "uscc,key,period,value,as_of,source,tier,from,to,evidence\n"
			for n := range 3 {
				text += fmt.Sprintf("%s,revenue,%d,%d,2026-03-31,来源%d,T1,,,%s\n", c.firm(), 2023+n, c.number(), c.number(), key)
			}
			return c.upload(ctx, "facts", text)
		},
	},
	{
		name: "import-enterprises", weight: 1, late: true, args: byKey,
		count: fmt.Sprintf(`SELECT CASE WHEN count(*) = %d THEN 1 ELSE count(*) * 100 END FROM enterprise_entity WHERE name LIKE '望渚' || ? || '示例%%'`, bigRows),
		do: func(ctx context.Context, c *killClient, key string) (string, error) {
			var text strings.Builder
			text.WriteString("name,uscc\n")
			first := 1_000_000 + uint32(c.number())*bigRows
			for n := range uint32(bigRows) {
				code, err := uscc.Synthetic(uscc.KindEnterprise, "390102", first+n)
				if err != nil {
					return "", err
				}
				fmt.Fprintf(&text, "望渚%s示例%d有限公司,%s\n", key, n, code)
			}
			return c.upload(ctx, "enterprises", text.String())
		},
	},
	{
		// A case has its clocks and its first entry, or it is not there.
		name: "report-appeal", weight: 4, args: byNote,
		count: `SELECT count(*) FROM appeal_case c WHERE c.number = ?
			AND (SELECT count(*) FROM deadline_clock k WHERE k.case_id = c.id) = 3 AND (SELECT count(*) FROM appeal_entry e WHERE e.case_id = c.id) = 1`,
		do: func(ctx context.Context, c *killClient, key string) (string, error) {
			var drawn struct{ Ticket string }
			if err := c.send(ctx, http.MethodPost, "/public/appeal-tickets", nil, nil, &drawn); err != nil {
				return "", err
			}
			var made struct{ Number string }
			body := map[string]any{"ticket": drawn.Ticket, "kind": "help", "text": "园区门口的路灯坏了，编号" + key, "anonymous": true}
			err := c.send(ctx, http.MethodPost, "/public/appeals", body, nil, &made)
			return made.Number, err
		},
	},
	{
		name: "import-policies", weight: 2, args: byKey,
		count: `SELECT count(*) FROM policy_document d JOIN policy_document_version v ON v.document = d.id WHERE d.id = ?`,
		do: func(ctx context.Context, c *killClient, key string) (string, error) {
			document := strings.NewReplacer(`"id":"p1"`, `"id":"`+key+`"`, "望政发", "望政发"+key).Replace(proofPolicies)
			return "", c.sendRaw(ctx, "/policies/import", "application/json", []byte(document), nil)
		},
	},
	{
		// Only the last runs are kept; that one ended stays in the audit log.
		name: "start-match-run", weight: 1, late: true, args: byNote,
		count: `SELECT count(*) FROM audit_entry WHERE action = 'policy.matched' AND object = ?`,
		do: func(ctx context.Context, c *killClient, _ string) (string, error) {
			var run struct{ ID string }
			err := c.send(ctx, http.MethodPost, "/match-runs", map[string]string{}, nil, &run)
			return run.ID, err
		},
	},
	{
		// Comes in, and half the time goes out again: only the last answer counts.
		name: "session", weight: 3, args: func(a ack) []any { return strings2any(strings.Fields(a.Note)) },
		count: `SELECT CASE WHEN count(*) = CAST(? AS bigint) THEN 1 ELSE 0 END FROM account_session WHERE token_hash = ?`,
		do: func(ctx context.Context, c *killClient, _ string) (string, error) {
			other := *c
			token, err := other.login(ctx)
			if err != nil || c.random.IntN(2) == 0 {
				return "1 " + token, err
			}
			return "0 " + token, other.send(ctx, http.MethodDelete, "/session", nil, nil, nil)
		},
	},
}

func strings2any(list []string) []any {
	values := make([]any, len(list))
	for n, s := range list {
		values[n] = s
	}
	return values
}

// killClient drives writes; it is one person at one screen.
type killClient struct {
	http    *http.Client
	address string
	cookie  string
	firms   []string
	random  *rand.Rand
	next    func() int
	contact struct {
		ID      string
		Version int64
	}
}

func (c *killClient) firm() string { return c.firms[c.random.IntN(len(c.firms))] }

func (c *killClient) number() int { return c.next() }

// login opens another session for the client and returns the sum of its token.
func (c *killClient) login(ctx context.Context) (hash string, err error) {
	body := fmt.Sprintf(`{"login":"writer","password":%q}`, worldPassword)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address+"/session/staff", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	if response.StatusCode != http.StatusOK || len(response.Cookies()) == 0 {
		return "", &refusal{response.StatusCode, string(text)}
	}
	cookie := response.Cookies()[0]
	c.cookie = cookie.Name + "=" + cookie.Value
	sum := sha256.Sum256([]byte(cookie.Value))
	return hex.EncodeToString(sum[:]), nil
}

func (c *killClient) send(ctx context.Context, method, path string, body any, headers map[string]string, into any) error {
	text := []byte(nil)
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return err
		}
	}
	return c.request(ctx, method, path, "application/json", text, headers, into)
}

func (c *killClient) sendRaw(ctx context.Context, path, kind string, body []byte, into any) error {
	return c.request(ctx, http.MethodPost, path, kind, body, nil, into)
}

func (c *killClient) upload(ctx context.Context, kind, text string) (string, error) {
	var made struct{ ID string }
	err := c.sendRaw(ctx, "/imports?kind="+kind+"&filename="+url.QueryEscape("名单.csv"), "application/octet-stream", []byte(text), &made)
	return made.ID, err
}

func (c *killClient) request(ctx context.Context, method, path, kind string, body []byte, headers map[string]string, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, c.address+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", kind)
	for name, value := range headers {
		request.Header[http.CanonicalHeaderKey(name)] = []string{value}
	}
	request.Header.Set("Cookie", c.cookie)
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return &refusal{response.StatusCode, string(text)}
	}
	if into != nil {
		return json.Unmarshal(text, into)
	}
	return nil
}

// refusal is an answer that is no success.
type refusal struct {
	status int
	text   string
}

func (r *refusal) Error() string { return fmt.Sprint(r.status, " ", r.text) }

// tally counts answers by flow, to show that all were driven.
type tally struct {
	mu      sync.Mutex
	acked   map[string]int
	refused map[string]string
}

func (t *tally) done(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.acked[name]++
}

func (t *tally) refuse(name string, r *refusal) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refused[fmt.Sprint(name, " ", r.status)] = r.text
}

// lacks names the flows of which nothing was acknowledged yet.
func (t *tally) lacks() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var names []string
	for _, f := range flows {
		if t.acked[f.name] == 0 {
			names = append(names, f.name)
		}
	}
	return strings.Join(names, ", ")
}

// invariants are what holds of each module's tables at any instant at which
// nothing is under way: queries that find what must not be. A module adds its
// own.
var invariants = map[string]string{
	"enterprise: ordinals have no gap":            `SELECT count(*) FROM enterprise_counter WHERE name = 'ordinal' AND n <> (SELECT count(*) FROM enterprise_entity)`,
	"enterprise: changes have no gap":             `SELECT count(*) FROM enterprise_counter WHERE name = 'change' AND n <> (SELECT count(*) FROM enterprise_change)`,
	"enterprise: every change of a row is told":   `SELECT count(*) FROM enterprise_entity WHERE tag NOT IN (SELECT tag FROM enterprise_change)`,
	"enterprise: a replaced fact has a successor": `SELECT count(*) FROM enterprise_fact f WHERE f.replaced_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM enterprise_fact s WHERE s.id = f.replaced_by)`,
	"enterprise: facts of unfinished imports":     `SELECT count(*) FROM enterprise_fact f JOIN enterprise_import i ON i.id = f.import WHERE i.state <> 'done'`,
	"enterprise: numbers of an import add up":     `SELECT count(*) FROM enterprise_import WHERE state = 'done' AND (accepted <> created + updated + unchanged OR row_count <> accepted + refused)`,
	"enterprise: a recorded fact is audited once": `SELECT abs((SELECT count(*) FROM enterprise_fact WHERE import = '') - (SELECT count(*) FROM audit_entry WHERE action = 'enterprise.facts_recorded'))`,
	"enterprise: a recorded fact is told once":    `SELECT abs((SELECT count(*) FROM event_log WHERE name = 'enterprise.facts_recorded') - (SELECT count(*) FROM audit_entry WHERE action = 'enterprise.facts_recorded'))`,
	"enterprise: an import is told once":          `SELECT abs((SELECT count(*) FROM event_log WHERE name = 'enterprise.imported') - (SELECT count(*) FROM audit_entry WHERE action = 'enterprise.imported'))`,
	"appeal: every case was received and told once": `SELECT abs((SELECT count(*) FROM appeal_case) - (SELECT count(*) FROM event_log WHERE name = 'appeal.received'))
		+ abs((SELECT count(*) FROM appeal_case) - (SELECT count(*) FROM audit_entry WHERE action = 'appeal.received'))`,
	"appeal: a case without its clocks":            `SELECT count(*) FROM appeal_case c WHERE (SELECT count(*) FROM deadline_clock k WHERE k.case_kind = 'appeal' AND k.case_id = c.id) < 3`,
	"appeal: a lead without a part":                `SELECT count(*) FROM appeal_case c WHERE c.lead <> '' AND NOT EXISTS (SELECT 1 FROM appeal_part p WHERE p.case_id = c.id AND p.role = 'lead' AND p.department = c.lead)`,
	"policy: versions of documents have no gap":    `SELECT count(*) FROM policy_document d WHERE d.version <> (SELECT count(*) FROM policy_document_version v WHERE v.document = d.id)`,
	"policy: versions of measures have no gap":     `SELECT count(*) FROM policy_measure m WHERE m.version <> (SELECT count(*) FROM policy_measure_version v WHERE v.measure = m.id)`,
	"policy: a run that is not finished has none":  `SELECT count(*) FROM policy_match_result r JOIN policy_match_run m ON m.id = r.run WHERE m.finished_at IS NULL`,
	"policy: a finished run has a result for each": `SELECT count(*) FROM policy_match_run m WHERE m.finished_at IS NOT NULL AND m.measures <> (SELECT count(*) FROM policy_match_result r WHERE r.run = m.id)`,
	"textsearch: documents are counted":            `SELECT count(*) FROM textsearch_kind k WHERE k.documents <> (SELECT count(*) FROM textsearch_document d WHERE d.kind = k.number)`,
	"audit: the chain ends where its head says":    `SELECT count(*) FROM audit_head WHERE seq <> (SELECT count(*) FROM audit_entry)`,
}

// unfinished counts jobs that have not ended.
const unfinishedJobs = `SELECT count(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded') AND kind <> 'account.sweep'`

// badly finds what became of tasks that did not end well.
const badly = `SELECT coalesce(min(kind || ' ' || state || ' ' || error_code || ' ' || error_message), '') FROM job_task WHERE state <> 'done'`

// broken returns the invariants that do not hold.
func broken(ctx context.Context, d *db.DB) ([]string, error) {
	var list []string
	for name, query := range invariants {
		var n int64
		if err := d.QueryRow(ctx, query).Scan(&n); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if n != 0 {
			list = append(list, fmt.Sprintf("%s: %d", name, n))
		}
	}
	return list, nil
}
