package app_test

import (
	"context"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// What reporters have: a ticket before they send, a number with its secret or an
// enterprise's case afterwards, each as a kind of object; *_answered ones wait for
// their reporter's word, *_refused ones can be rated.
var (
	reportRelations = []string{"own", prooftest.None}
	firmRelations   = []string{"own", "other_firm", prooftest.None}
	filedRelations  = []string{"own", "accused", prooftest.None}
)

// planted by whom: makeIntake makes any of these kinds.
var intakeKinds = map[string][]string{
	"ticket": reportRelations, "report": reportRelations, "report_refused": reportRelations,
	"my_appeal": firmRelations, "my_appeal_ticket": firmRelations, "my_appeal_refused": firmRelations, "filed": filedRelations,
}

func plantIntake(w *world) {
	for kind, list := range intakeKinds {
		for _, relation := range list {
			o, err := makeIntake(kind)(w.t.Context(), w, relation)
			require.NoError(w.t, err, "%s %s", kind, relation)
			w.keep(kind, relation, o)
		}
	}
}

// voice is a voice note of one frame.
const voice = "#!AMR\n<1234567890"

func makeIntake(kind string) func(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	return func(_ context.Context, w *world, relation string) (prooftest.Object, error) {
		if relation == prooftest.None {
			nobody := w.firms["own"]
			if kind == "my_appeal_ticket" {
				nobody = w.firms[prooftest.None]
			}
			return prooftest.Object{
				"id": kernel.NewID(), "uscc": nobody, "ticket": "AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH", "file": kernel.NewID(),
				"number": "SQ20991231-00001", "secret": "23456789ABCD",
			}, nil
		}
		system := w.system()
		ticket, err := w.Attachments.Draw(system)
		if err != nil {
			return nil, err
		}
		file, err := w.Attachments.Add(system, ticket, strings.NewReader(voice))
		if err != nil {
			return nil, err
		}
		o := prooftest.Object{"ticket": ticket, "file": file.ID, "uscc": w.firms[relation]}
		if strings.HasSuffix(kind, "ticket") {
			return o, nil
		}
		f := intake.Form{Ticket: ticket, Text: "园区门口的路灯坏了一个月，请修理。", Name: "王示例", Phone: "13600000002"}
		if relation == "accused" {
			f.Accused = w.departmentOf("own").ID
		}
		var r intake.Receipt
		if strings.HasPrefix(kind, "my_") {
			r, err = w.Intake.ReportOwn(w.reporter(w.firms[relation]), w.firms[relation], f)
		} else {
			r, err = w.Intake.Report(system, f)
		}
		if err != nil {
			return nil, err
		}
		o["id"], o["number"], o["secret"] = r.ID, r.Number, r.Secret
		if strings.HasSuffix(kind, "_refused") {
			err = (&growth{world: w, id: r.ID}).step(func(a handling.Ask) error {
				return w.Handling.Refuse(w.planter("planter-centre", ""), a, "petition", "已由信访渠道受理")
			})
		}
		return o, err
	}
}

// reporter acts for a firm.
func (w *world) reporter(uscc string) context.Context {
	return authz.With(w.t.Context(), kernel.Principal{
		Kind: kernel.EnterprisePrincipal, ID: "planter-firm", Name: "钱样例", Enterprises: []string{uscc}, Grants: map[string]kernel.Reach{string(appeal.PermOwn): kernel.ReachOwn},
	})
}
