package web

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/ratelimit"
)

// Prefix is where every operation of the API lives.
const Prefix = "/api/v1"

// Operation describes one operation of the API.
type Operation struct {
	// ID is unique and stable, as `verb-thing`.
	ID string
	// Method and Path, the path without Prefix.
	Method, Path string
	Summary      string
	// Tag is the module that serves the operation.
	Tag string
	// Permission is what the caller needs. It is empty for an operation that
	// anybody may call, which must stand in the list given to New.
	Permission authz.Permission
	// Or is another permission that will do in its place, if any; the use case says for
	// what.
	Or authz.Permission
	// Status of success, 200 if zero (204 for a response without a body).
	Status int
	// Cached says that the operation answers 304 to a caller who has its answer
	// already, by If-None-Match.
	Cached bool
	// MaxBody is the largest request body in bytes, 1 MiB if zero.
	MaxBody int64
}

// API collects the operations of all modules.
type API struct {
	huma       huma.API
	log        *slog.Logger
	public     []string
	limiter    *ratelimit.Limiter
	hourly     map[string]int64
	operations []Operation
}

// LimitWith bounds how often one person may call operations that cost much:
// hourly has the number for the ID of each. It counts for operations registered
// from then on; without a limiter none is bounded.
func (a *API) LimitWith(l *ratelimit.Limiter, hourly map[string]int64) {
	a.limiter, a.hourly = l, hourly
}

// New returns an API that serves on mux. Public lists the operations that need
// no permission; Register panics when an operation is in neither place.
func New(mux *http.ServeMux, log *slog.Logger, version string, public []string) *API {
	speakChinese()
	config := huma.DefaultConfig("Yikou 一口", version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil
	config.OnAddOperation = append(config.OnAddOperation, demand)
	config.Formats = formats()
	config.Info.Description = "企业服务中心开放接口"
	return &API{huma: humago.NewWithPrefix(mux, Prefix, config), log: log, public: public}
}

// Operations returns every operation registered so far, in order of
// registration.
func (a *API) Operations() []Operation { return slices.Clone(a.operations) }

// OpenAPI returns the document that describes the operations, as YAML.
func (a *API) OpenAPI() ([]byte, error) { return a.huma.OpenAPI().YAML() }

// Register adds an operation. It panics, at start and in every test that builds
// the API, when the operation names no permission and is not public.
func Register[I, O any](a *API, op Operation, handler func(context.Context, *I) (*O, error)) {
	huma.Register(a.huma, a.describe(op), func(ctx context.Context, in *I) (*O, error) {
		out, err := handler(ctx, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
}

// admit refuses a caller without the operation's permission before anything of
// the request is read, so that a stranger does not learn what would be valid.
// The use case asks again, for the scope.
func (a *API) admit(op Operation, refuse refusing) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		_, err := authz.Require(ctx.Context(), op.Permission)
		if err != nil && op.Or != "" {
			_, err = authz.Require(ctx.Context(), op.Or)
		}
		if err != nil {
			r, w := humago.Unwrap(ctx)
			refuse(w, r, a.problem(ctx.Context(), err))
			return
		}
		next(ctx)
	}
}

// bounded refuses whoever has called the operation often enough in this hour.
func (a *API) bounded(op Operation, refuse refusing) func(huma.Context, func(huma.Context)) {
	limit := ratelimit.Limit{Name: op.ID, Max: a.hourly[op.ID], Per: time.Hour}
	return func(ctx huma.Context, next func(huma.Context)) {
		if wait, allowed := a.limiter.Take(ctx.Context(), limit, asker(ctx.Context())); !allowed {
			r, w := humago.Unwrap(ctx)
			refuse(w, r, tooOften(ctx.Context(), wait))
			return
		}
		next(ctx)
	}
}

// refusing writes a refusal that comes before the handler.
type refusing func(http.ResponseWriter, *http.Request, *Problem)

func (a *API) describe(op Operation) huma.Operation {
	return a.describeWith(op, func(w http.ResponseWriter, _ *http.Request, p *Problem) { p.write(w) })
}

func (a *API) describeWith(op Operation, refuse refusing) huma.Operation {
	if (op.Permission == "") != slices.Contains(a.public, op.ID) {
		panic("operation " + op.ID + " must either name its permission or stand in the public list, and not both")
	}
	a.operations = append(a.operations, op)
	maxBody := op.MaxBody
	if maxBody == 0 {
		maxBody = 1 << 20
	}
	described := huma.Operation{
		OperationID: op.ID, Method: op.Method, Path: op.Path, Summary: op.Summary,
		Tags: []string{op.Tag}, DefaultStatus: op.Status, MaxBodyBytes: maxBody,
		Errors: refusals(op),
	}
	if op.Cached {
		described.Responses = map[string]*huma.Response{"304": {Description: "没有变化"}}
	}
	if op.Permission != "" {
		described.Description = "需要权限 " + string(op.Permission)
		if op.Or != "" {
			described.Description += " 或 " + string(op.Or)
		}
		described.Middlewares = huma.Middlewares{a.admit(op, refuse)}
	}
	described.Middlewares = append(described.Middlewares, refuseUnreadable(refuse))
	if a.hourly[op.ID] > 0 && a.limiter != nil {
		described.Middlewares = append(described.Middlewares, a.bounded(op, refuse))
	}
	return described
}

// refusals returns every status but success that an operation may answer with.
// An operation without a permission may still ask who calls.
func refusals(op Operation) []int {
	list := []int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusServiceUnavailable,
	}
	if strings.Contains(op.Path, "{") || op.Method != http.MethodGet {
		list = append(list, http.StatusNotFound)
	}
	if op.Method != http.MethodGet {
		list = append(list, http.StatusBadRequest, http.StatusRequestTimeout, http.StatusConflict, http.StatusPreconditionFailed,
			http.StatusPreconditionRequired, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	slices.Sort(list)
	return list
}
