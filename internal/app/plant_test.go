package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// relations says what is planted of each kind. A row of the matrix has a cell
// for each.
var relations = map[string][]string{
	"enterprise":       {"own", "other_firm", "other_division", prooftest.None},
	"notice":           {"own", "another", prooftest.None},
	"delivery":         {"failed", prooftest.None},
	"contact":          {"own", "other_firm", "other_division", prooftest.None},
	"task":             {"own", "own_department", "other_department", "other_division", prooftest.None},
	"import":           {"own", "own_department", "other_department", "other_division", prooftest.None},
	"guide":            guideRelations,
	"place":            placeRelations,
	"reply_template":   templateRelations,
	"appeal_view":      viewRelations, "appeal_signal": signalRelations,
	"partner":          partnerRelations,
	"app":              open311Relations,
	"deadline_profile": {"own", prooftest.None}, "deadline_calendar": {"own"},
	"ticket": reportRelations, "report": reportRelations, "report_refused": reportRelations,
	"my_appeal": firmRelations, "my_appeal_ticket": firmRelations, "my_appeal_refused": firmRelations, "filed": filedRelations,
	"appeal": appealRelations, "appeal_received": appealRelations, "appeal_accepted": appealRelations, "appeal_dispatched": appealRelations,
	"appeal_helping": appealRelations, "appeal_in_hand": appealRelations, "appeal_replied": appealRelations, "appeal_read": appealRelations,
	"appeal_closed": appealRelations, "appeal_merged": appealRelations, "appeal_extending": appealRelations, "appeal_suspended": appealRelations,
	"measure":   {"own", "other_department", "draft", prooftest.None},
	"draft":     {"own", prooftest.None},
	"submitted": {"own", prooftest.None},
	"in_force":  {"own", prooftest.None},
	"suspended": {"own", prooftest.None},
	"policy":    {"own", "draft", prooftest.None},
	"wish":      {"own", "other_firm", prooftest.None}, "subscription": {"own", "other_firm", prooftest.None},
	"department": {"own", "other_department", "other_division"},
	"run":        {"own"},
	"mandate":    {"own", "other_firm", "other_division", prooftest.None},
	"invitation": {"own", "other_firm", prooftest.None},
	"staff":      {"own", prooftest.None},
	"role":       {"own", prooftest.None},
	"proposal":   {"own", prooftest.None},
	"export":     {"own", "leaders", prooftest.None},
	"approved":   {"own", "leaders", prooftest.None},
	"office":     orgRelations, "office_changed": orgRelations, "office_moved": orgRelations, "office_closed": orgRelations,
	"post": orgRelations, "post_changed": orgRelations, "post_closed": orgRelations,
	"person": orgRelations, "person_served": orgRelations, "person_leaving": orgRelations,
	"tenure": orgRelations, "service": orgRelations, "handover": orgRelations,
}

// plantings plant everything, in this order, while the queue runs.
var plantings = []func(*world){
	plantDepartments, plantFirms, plantContacts, plantMeasures, plantLibrary, plantLives, plantGuides, plantPlaces, plantPartners, plantOpen311, plantDeadlines, plantAppeals, plantIntake, plantTemplates, plantViews, plantSignals, plantImports, plantTasks, plantMandates, plantExports,
