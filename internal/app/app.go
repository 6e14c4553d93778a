package app

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/oidc"
	"github.com/yikou/yikou/internal/account/proposal"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/roster"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/account/staff"
	"github.com/yikou/yikou/internal/account/token"
	"github.com/yikou/yikou/internal/app/auditname"
	"github.com/yikou/yikou/internal/app/bridge"
	"github.com/yikou/yikou/internal/app/printing"
	"github.com/yikou/yikou/internal/app/telling"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/beside"
	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/exchange/open311"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/appeal/sorting"
	"github.com/yikou/yikou/internal/appeal/template"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/appeal/view"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/org/staffing"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/backup"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/jobs/queue"
	"github.com/yikou/yikou/internal/platform/logging"
	"github.com/yikou/yikou/internal/platform/ratelimit"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/platform/stray"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/drafting"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/library/subscription"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/policy/reach"
	"github.com/yikou/yikou/internal/policy/simulation"
	"github.com/yikou/yikou/migrations"
	screens "github.com/yikou/yikou/web"
)

// App is one running instance: the platform, the modules, and what ties them
// together.
type App struct {
	Config  config.Config
	Log     *slog.Logger
	Clock   clock.Clock
	DB      *db.DB
	Jobs    *jobs.Runner
	Audit   *audit.Log
	Bus     *events.Bus
	Metrics *web.Metrics
	// Files are what was uploaded and made.
	Files *blob.Store

	Org      *org.Service
	Roles    *role.Service
	Notify   *notify.Service
	Staffing *staffing.Service
	Account  *account.Service
	// Tokens are those with which other systems call the API.
	Tokens     *token.Service
	Mandates   *mandate.Service
	OIDC       *oidc.Service
	Staff      *staff.Service
	Proposals  *proposal.Service
	Enterprise *enterprise.Service
	Policy     *policy.Service
	Library    *library.Service
	// Subscriptions are what enterprises want to hear of.
	Subscriptions *subscription.Service
	Drafting      *drafting.Service
	// Simulation tries drafts of measures.
	Simulation *simulation.Service
	Printing   *printing.Printing
	Life       *life.Service
	Reach      *reach.Service
	Disclosure *disclosure.Service
	// Intake is the ways in of appeals, Beside what helps with one, Attachments their
	// photos and voice notes.
	Intake      *intake.Service
	Beside      *beside.Service
	Templates   *template.Service
	Views       *view.Service
	Attachments *attachment.Service
	// Exchange is how appeals leave and what other systems say of them.
	Exchange *exchange.Service
	Open311  *open311.Service
	// Places are where QR codes for reporting hang.
	Places *place.Service
	// Keeper keeps the statutory clocks of every module.
	Keeper *keeping.Keeper
	// Appeals are the cases, Handling what staff do with them.
	Appeals  *appeal.Service
	Handling *handling.Service
	// Figures are the board and the rates of appeals.
	Figures *figure.Service
	// Exclusions leave single appeals out of the rates.
	Exclusions *exclusion.Service
	// Signals are what many report at once.
	Signals *signal.Service
	// Alarms watch that the figures of appeals are honest.
	Alarms *alarm.Service
	// Monthly keeps the list of what is asked for again and again.
	Monthly *monthly.Service
	// Definitions changes what the three rates mean.
	Definitions *definition.Service
	// Reading proposes what an appeal is about and whose it is.
	Reading *reading.Service
	// Sorting puts to work what Reading proposes.
	Sorting *sorting.Service
	// Thresholds settle which of what Reading proposes takes effect by itself.
	Thresholds *threshold.Service

	readers    *bridge.ReadersForDisclosure
	registered *bridge.RegistryForDisclosure

	version  string
	console  io.Writer
	people   directory.Directory
	held     *bridge.WorkOfAppeals
	texts    account.Sender
	registry *jobs.Registry
	rekeyer  *rekey.Rekeyer
	strays   *stray.Sweeper
	limiter  *ratelimit.Limiter
	mux      *http.ServeMux
	api      *web.API
}

// uploadLimit is the largest file that may be uploaded, in bytes: some four times
// the register of a city of 1.4 million.
const uploadLimit = 4 << 30

// OpenFiles opens the files kept in a data folder.
func OpenFiles(data string) (*blob.Store, error) {
	return blob.Open(filepath.Join(data, "files"), uploadLimit)
}

// Options are what the surroundings give to an App.
type Options struct {
	Version string
	// Console is where one-time codes appear in demo mode.
	Console io.Writer
	// LogTo is where the log goes.
	LogTo io.Writer
	Clock clock.Clock
	// Database sizes the pools; the zero value takes the defaults.
	Database db.Options
}

// New opens an instance: database, schema, keys, modules. Nothing runs yet; see
// Serve. Close it when done.
func New(ctx context.Context, c config.Config, o Options) (*App, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	log, err := logging.New(o.LogTo, c.Log.Level, c.Log.Format)
	if err != nil {
		return nil, err
	}
	a := &App{
		Config: c, Log: log, Clock: o.Clock, Metrics: web.NewMetrics(),
		version: o.Version, console: o.Console, registry: jobs.NewRegistry(), mux: http.NewServeMux(),
	}
	if a.DB, err = db.Open(ctx, c.DatabaseURL(), o.Database); err != nil {
		return nil, err
	}
	if err := a.build(ctx); err != nil {
		_ = a.DB.Close()
		return nil, err
	}
	return a, nil
}

// Close closes the database.
func (a *App) Close() error { return a.DB.Close() }

// build puts the instance together, from the ground up.
func (a *App) build(ctx context.Context) error {
	sealer, err := a.buildGround(ctx)
	if err != nil {
		return err
	}
	people := a.buildOrg()
	search := textsearch.New(a.DB)
	if err := a.buildModules(sealer, search); err != nil {
		return err
	}
	if err := a.buildAccounts(sealer, people); err != nil {
		return err
	}
	a.buildAppeals(sealer, people)
	a.buildIntake()
	a.buildExchange()
	a.buildReading(ctx, sealer)
	if err := a.Roles.Seed(authz.AsSystem(ctx, "start")); err != nil {
		return err
	}
	a.defineJobs(search)
	a.Bus.Subscribe(a.subscriptions()...)
	a.serveAPI()
	return nil
}

// buildGround opens what the modules stand on: schema, keys, files, jobs, the
// audit log, events.
func (a *App) buildGround(ctx context.Context) (*seal.Sealer, error) {
	if err := backup.Ready(ctx, a.DB); err != nil {
		return nil, err
	}
	if err := a.DB.Migrate(ctx, migrations.Files, func(ctx context.Context) error { return queue.Migrate(ctx, a.DB) }); err != nil {
		return nil, err
	}
	keys, err := seal.LoadOrCreate(a.Config.KeyFile(), seal.Suite(a.Config.Security.Suite))
	if err != nil {
		return nil, err
	}
	sealer := seal.New(keys)
	if a.rekeyer, err = rekey.New(a.DB, sealer, keys, sealedColumns()); err != nil {
		return nil, err
	}
	files, err := OpenFiles(a.Config.Data)
	if err != nil {
		return nil, fmt.Errorf("open folder of uploaded files: %w", err)
	}
	// What an upload that broke off left behind. A day is longer than any upload.
	if err := files.Sweep(a.Clock.Now().AddDate(0, 0, -1)); err != nil {
		a.Log.WarnContext(ctx, "unfinished uploads not swept", "error", err)
	}
	a.Files = files
	if a.strays, err = stray.New(a.DB, files, a.Clock, a.Log, fileColumns()); err != nil {
		return nil, err
	}
	if a.Jobs, err = jobs.New(a.DB, a.Clock, a.Log, a.registry, jobs.Options{Workers: a.Config.Jobs.Workers, Beat: a.Config.Jobs.Beat}); err != nil {
		return nil, err
	}
	if err := a.buildAudit(keys); err != nil {
		return nil, err
	}
	if err := a.buildLimiter(keys); err != nil {
		return nil, err
	}
	a.Bus = events.NewBus(a.DB, a.Clock, a.Jobs, a.registry)
	return sealer, nil
}

// buildModules makes the modules that know enterprises and policies.
func (a *App) buildModules(sealer *seal.Sealer, search *textsearch.Index) error {
	if err := a.buildDisclosure(sealer); err != nil {
		return err
	}
	verdicts := &bridge.VerdictsForEnterprise{}
	a.Enterprise = enterprise.New(enterprise.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Jobs: a.Jobs,
		Files: a.Files, Sealer: sealer, Divisions: a.Org, Verdicts: verdicts,
		Ledger: bridge.LedgerForContacts{Ledger: a.Disclosure}, Exports: a.Disclosure,
	})
	catalogue := &bridge.CatalogueForLibrary{}
	a.Library = library.New(library.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Files: a.Files, Search: search, Catalogue: catalogue, Outbound: a.linkClient(),
		Staff: bridge.KeepersForLibrary{Directory: &a.people},
	})
	a.Subscriptions = subscription.New(subscription.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Enterprises: bridge.EnterprisesForSubscription{Registry: bridge.RegistryForPolicy{Enterprises: a.Enterprise}},
	})
	a.Policy = policy.New(policy.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Jobs: a.Jobs,
		Search: search, Enterprises: bridge.RegistryForPolicy{Enterprises: a.Enterprise}, Dictionary: bridge.DictionaryForPolicy{Enterprises: a.Enterprise},
		Divisions: bridge.DivisionsForPolicy{Divisions: a.Org}, Departments: bridge.DepartmentsForPolicy{Departments: a.Org}, Exports: a.Disclosure, Library: a.Library,
	})
	verdicts.Policy, catalogue.Policy = a.Policy, a.Policy
	a.Simulation = &simulation.Service{Clock: a.Clock, Policies: a.Policy}
	a.Printing = printing.New(a.Config.Server.PublicURL, a.place(), a.Policy, a.Disclosure, screens.Dist())
	a.Places = a.places()
	a.Life = life.New(life.Deps{DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Catalogue: a.Policy})
	if err := a.buildNotify(sealer); err != nil {
		return err
	}
	a.Reach = reach.New(reach.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Jobs: a.Jobs, Measures: a.Policy,
		Registry: bridge.RegistryForPolicy{Enterprises: a.Enterprise}, People: bridge.PeopleForReach{Directory: a.people, Staffing: a.Staffing, Principal: func(ctx context.Context, id string) (kernel.Principal, error) {
			return a.Account.StaffPrincipal(ctx, id)
		}},
		Letters: telling.Reach{Notify: a.Notify}, Subscribers: bridge.SubscribersOfMeasures{Policy: a.Policy, Subscriptions: a.Subscriptions}, Daily: int64(a.Config.Reach.MessagesPerDay),
	})
	a.Policy.Openings = a.Reach
	return a.buildDrafting()
}

// buildAccounts makes everything that has to do with who people are and what they
// may do.
func (a *App) buildAccounts(sealer *seal.Sealer, people *bridge.PeopleForOrg) (err error) {
	a.Roles, err = role.New(role.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Permissions: permissions(), Shipped: withInbox(defaultRoles()),
	})
	if err != nil {
		return err
	}
	a.joinDisclosure()
	invitations := &bridge.InvitationsForAccount{}
	a.Account, err = account.New(account.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Jobs: a.Jobs, Seal: sealer, Log: a.Log, Random: rand.Reader,
		Sender: a.texts, Enterprises: bridge.EnterprisesForAccount{Enterprises: a.Enterprise}, Departments: bridge.DepartmentsForAccount{Departments: a.Org},
		Roles: a.Roles, Invitations: invitations, Matters: matters(), Secure: a.Config.Secure(), Config: a.accountConfig(),
	})
	if err != nil {
		return err
	}
	a.Mandates = mandate.New(mandate.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Random: rand.Reader, Accounts: a.Account,
		Enterprises: bridge.EnterprisesForAccount{Enterprises: a.Enterprise}, PublicURL: strings.TrimSuffix(a.Config.Server.PublicURL, "/"),
		Letters: telling.Letters{Notify: a.Notify, Enterprise: a.Enterprise, People: a.people}, Ledger: bridge.LedgerForMandates{Ledger: a.Disclosure},
	})
	invitations.Mandates = a.Mandates
	if a.OIDC, err = oidc.New(oidc.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Seal: sealer, Log: a.Log, Random: rand.Reader,
		Accounts: a.Account, Mandates: a.Mandates, Providers: a.providers(),
		PublicURL: strings.TrimSuffix(a.Config.Server.PublicURL, "/"), Secure: a.Config.Secure(),
	}); err != nil {
		return err
	}
	a.Staff = staff.New(staff.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Seal: sealer, Random: rand.Reader,
		Roles: a.Roles, Accounts: a.Account, Departments: bridge.DepartmentsForStaff{Departments: a.Org},
	})
	a.Proposals = proposal.New(proposal.Deps{DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Roles: a.Roles, Staff: a.Staff})
	people.Roster = roster.New(roster.Deps{DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Unusable: a.Account.UnusableHash})
	a.Tokens = a.tokens()
	return nil
}

// buildOrg makes the organisation. The list of staff it asks for is filled once
// the accounts are there.
func (a *App) buildOrg() *bridge.PeopleForOrg {
	people := &bridge.PeopleForOrg{}
	a.held = &bridge.WorkOfAppeals{}
	a.Org = org.New(org.Deps{DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, People: people})
	a.Staffing = staffing.New(staffing.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Org: a.Org, People: people, Works: a.works(),
	})
	return people
}

// works are the modules that let people hold work, besides the posts and places
// of the organisation itself. A module with cases, plans or anything else that
// somebody answers for stands here.
func (a *App) works() []org.Work {
	return []org.Work{a.held}
}

// buildAudit opens the audit log. Its anchors are signed with a key that only the
// key file gives.
func (a *App) buildAudit(keys *seal.Keyring) error {
	seed, err := keys.Derive("audit anchor v1")
	if err != nil {
		return err
	}
	a.Audit = audit.NewWith(a.DB, a.Clock, audit.Options{
		Digest: audit.Digest(a.Config.Security.Digest), Key: ed25519.NewKeyFromSeed(seed), Anchors: a.Config.AnchorFolder(), Labels: auditname.Actions(), Objects: auditname.Objects(),
	})
	return nil
}

// buildLimiter makes what bounds requests, if anything shall.
func (a *App) buildLimiter(keys *seal.Keyring) error {
	if a.Config.Server.RequestsPerMinute == 0 {
		return nil
	}
	key, err := keys.Derive("ratelimit v1")
	if err != nil {
		return err
	}
	a.limiter = ratelimit.New(a.DB, a.Clock, a.Log, key, ratelimit.Patience)
	return nil
}

func (a *App) tokens() *token.Service {
	labels := map[string]string{}
	for _, d := range permissions() {
		labels[string(d.Permission)] = d.Label
	}
	return token.NewService(token.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Log: a.Log, Random: rand.Reader, Owners: a.Account, Labels: labels,
	})
}

func (a *App) accountConfig() account.Config {
	c := account.DefaultConfig()
	c.Sessions.Staff = device.Lifetime{Idle: a.Config.Session.Idle, Absolute: a.Config.Session.Absolute}
	c.Sessions.Enterprise = device.Lifetime{Idle: a.Config.Session.EnterpriseIdle, Absolute: a.Config.Session.EnterpriseAbsolute}
	c.Profile, c.SecondFactor = secret.Profile(a.Config.Security.Profile), account.SecondFactor(a.Config.Security.SecondFactor)
	if a.Config.Demo {
		c.Profile = secret.ASVS // its passwords stand on the log-in page: changing them would lock others out
	}
	if a.Config.Place != "" {
		c.Names = []string{a.Config.Place}
		c.Issuer = a.Config.Place + c.Issuer
	}
	return c
}
