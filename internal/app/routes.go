package app

import (
	"net/http"
	"slices"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/proposal"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/token"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/exchange/open311"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/appeal/template"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/editing"
	"github.com/yikou/yikou/internal/policy/finding"
	"github.com/yikou/yikou/internal/policy/guide"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/reach"
	"github.com/yikou/yikou/internal/policy/storage"
)

// publicOperations may be called by anybody. Every other operation names its
// permission.
var publicOperations = []string{
	"get-system", "get-open-measures", "get-linked-measures",
	"login-staff", "login-staff-code", "request-code", "login-enterprise", "get-session", "logout",
	"list-my-mandates", "end-my-mandate", "open-invitation", "accept-invitation", "decline-invitation",
	"list-login-providers", "begin-provider-login", "finish-provider-login",
	"list-my-identities", "begin-identity-link", "unlink-identity",
	"reset-password",
	"record-notice-receipt", // signed
	"list-divisions", "list-industries", "list-fact-keys", "list-departments",
	"list-public-measures", "get-public-measure",
	"export-public-measures", "get-measure-code", "open-guide", "record-guide-scan", "get-guide-code",
	"search-public", "suggest-public",
	"open-place", "record-place-scan",
	"list-appeal-grounds", "draw-appeal-ticket", "upload-appeal-file", "remove-appeal-file",
	"exchange-appeal", "exchange-appeal-event", // signed
	"get-open311-discovery", "list-open311-services", "get-open311-service",
	"create-open311-request", "list-open311-requests", "get-open311-request", "get-open311-token", // by a key, or what the operator opened
	"report-appeal", "look-up-appeal", "act-on-reported-appeal", "rate-reported-appeal", "get-reported-appeal-file",
	"list-public-policies", "get-public-policy", "get-public-policy-file", "list-policy-themes",
}

// hourlyLimits are how often one person may call what costs the office much: work
// for minutes, or data that leaves the house. Guesses.
var hourlyLimits = map[string]int64{
	"export-enterprises": 60, "export-result": 60, "export-measure-list": 60, "export-public-measures": 60, "upload-import": 120,
	"import-measures": 60, "import-policies": 60, "start-match-run": 30, "verify-audit": 30, "find-by-phone": 120, "upload-policy-text": 120,
	"import-policy-files": 3000, // a folder comes file by file
	// Whoever has no account: a hall or a whole building reports from behind one
	// address, and nobody guesses numbers or fills the disk.
	"draw-appeal-ticket": 240, "upload-appeal-file": 300, "add-appeal-evidence": 300, "report-appeal": 120, "look-up-appeal": 240, "act-on-reported-appeal": 120, "rate-reported-appeal": 60,
	"get-reported-appeal-file": 600, "report-my-appeal": 60, "import-appeals": 60, "export-appeals": 60, "export-appeal-rates": 60, "refresh-appeal-signals": 30, "refresh-appeal-alarms": 30,
	// A partner sends for a whole city from one address.
	"create-open311-request": 3000, "list-open311-requests": 1200, "get-open311-request": 3000, "get-open311-token": 3000,
	// Copying programs page; a whole building scans from behind one address.
	"get-open-measures": 600, "get-linked-measures": 600, "open-guide": 1200, "open-place": 1200, "record-place-scan": 1200,
}

// permissions are those of every module.
func permissions() []authz.Definition {
	return slices.Concat(
		audit.Permissions,
		keeping.Permissions,
		account.Permissions,
		mandate.Permissions,
		token.Permissions,
		role.Permissions,
		proposal.Permissions,
		org.Permissions,
		notify.Permissions,
		enterprise.Permissions,
		contact.Permissions,
		policy.Permissions,
		guide.Permissions,
		reach.Permissions,
		library.Permissions,
		appeal.Permissions,
		figure.Permissions,
		signal.Permissions,
		exclusion.Permissions,
		alarm.Permissions,
		monthly.Permissions,
		definition.Permissions,
		place.Permissions,
		template.Permissions,
		threshold.Permissions,
		intake.Permissions,
		exchange.Permissions,
		disclosure.Permissions,
		[]authz.Definition{
			{Permission: PermissionTasks, Label: "查看任务", Power: authz.Common},
			{Permission: PermissionMetrics, Label: "读取运行指标", Power: authz.SystemPower},
		},
	)
}

// serveAPI is the table of who serves.
func (a *App) serveAPI() {
	a.api = web.New(a.mux, a.Log, a.version, publicOperations)
	a.api.LimitWith(a.limiter, hourlyLimits)
	a.system(a.api)
	a.tasks(a.api)
	audit.Screen{Log: a.Audit, Jobs: a.Jobs}.Routes(a.api)
	keeping.Screen{Keeper: a.Keeper}.Routes(a.api)
	a.Account.Routes(a.api)
	a.Mandates.Routes(a.api)
	a.OIDC.Routes(a.api)
	a.Roles.Routes(a.api)
	a.Staff.Routes(a.api)
	a.Proposals.Routes(a.api)
	a.Tokens.Routes(a.api)
	a.Org.Routes(a.api)
	a.Notify.Routes(a.api)
	a.Staffing.Routes(a.api)
	a.Enterprise.Routes(a.api)
	a.Policy.Routes(a.api)
	a.Reach.Routes(a.api)
	a.Library.Routes(a.api)
	a.Subscriptions.Routes(a.api)
	editing.New(editing.Deps{Clock: a.Clock, Dictionary: a.Policy.Dictionary, Divisions: a.Policy.Divisions, Shelf: a.Library, Documents: storage.New(a.DB), Permission: policy.PermEdit}).Routes(a.api)
	a.Simulation.Routes(a.api)
	(&finding.Service{Catalogue: a.Policy, Library: a.Library}).Routes(a.api)
	a.Printing.Routes(a.api)
	a.Life.Routes(a.api)
	a.Places.Routes(a.api)
	a.Intake.Routes(a.api)
	a.Exchange.Routes(a.api)
	a.Open311.Routes(a.api)
	a.Beside.Routes(a.api)
	a.Templates.Routes(a.api)
	a.Views.Routes(a.api)
	a.Drafting.Routes(a.api)
	a.Disclosure.Routes(a.api)
	a.Handling.Routes(a.api)
	a.Figures.Routes(a.api)
	a.Exclusions.Routes(a.api)
	a.Signals.Routes(a.api)
	a.Alarms.Routes(a.api)
	a.Monthly.Routes(a.api)
	a.Definitions.Routes(a.api)
	a.Sorting.Routes(a.api)
	a.Thresholds.Routes(a.api)
	a.mux.Handle(web.Prefix+"/", web.NotFound())
	a.mux.Handle("GET /metrics", a.Metrics.GuardedHandler(PermissionMetrics))
	web.Health(a.mux, a.DB.Ping)
}

// Handler is the whole instance as one handler. Screens is what serves every
// address that is none of the API's.
func (a *App) Handler(screens http.Handler) http.Handler {
	root := http.NewServeMux()
	root.Handle("/", screens)
	for _, own := range []string{web.Prefix + "/", "/healthz", "/readyz", "/metrics"} {
		root.Handle(own, web.Endings(a.mux, open311.Root))
	}
	return web.Wrap(root, web.Options{
		Log: a.Log, Authenticator: a.Account, Tokens: a.Tokens, Secure: a.Config.Secure(),
		TrustedProxies: a.Config.Proxies(), Metrics: a.Metrics,
		Limiter: a.limiter, PerMinute: int64(a.Config.Server.RequestsPerMinute),
	})
}

// Operations returns every operation of the API.
func (a *App) Operations() []web.Operation { return a.api.Operations() }

// Permissions returns every permission that a role can grant.
func Permissions() []authz.Permission {
	var list []authz.Permission
	for _, d := range permissions() {
		list = append(list, d.Permission)
	}
	return list
}

// HourlyLimits returns how often one person may call some operations.
func HourlyLimits() map[string]int64 { return hourlyLimits }
