package app

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// PermissionMetrics lets somebody read the figures of the running program, for
// Prometheus.
const PermissionMetrics authz.Permission = "system.metrics"

// SystemBody is what a screen needs to know of the instance before anybody has
// logged in.
type SystemBody struct {
	Version string `json:"version"`
	// Place is whose instance this is, such as 霁川市望渚区.
	Place string `json:"place"`
	Demo  bool   `json:"demo" doc:"演示方式：数据全是虚构的"`
	// Logins are those of the demo city, empty on a real instance.
	Logins []Login `json:"logins"`
}

// Login is one account of the demo city.
type Login struct {
	Face   string `json:"face" enum:"my,desk"`
	Who    string `json:"who" doc:"这是谁，可以看什么"`
	Name   string `json:"name"`
	Login  string `json:"login" doc:"工号或手机号"`
	Secret string `json:"secret" doc:"密码；企业用验证码登录，此处为空"`
}

type systemOutput struct{ Body SystemBody }

func (a *App) system(api *web.API) {
	web.Register(api, web.Operation{ID: "get-system", Method: http.MethodGet, Path: "/system", Tag: "system", Summary: "本系统的基本情况"},
		func(context.Context, *struct{}) (*systemOutput, error) {
			body := SystemBody{Version: a.version, Place: a.place(), Demo: a.Config.Demo, Logins: []Login{}}
			if a.Config.Demo {
				body.Logins = demoLogins()
			}
			return &systemOutput{Body: body}, nil
		})
}
