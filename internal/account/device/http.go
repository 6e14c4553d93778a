package device

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations on one's own sessions to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Permission: PermissionSelf, MaxBody: 4 << 10}
	}
	web.Register(api, operation("list-own-sessions", http.MethodGet, "/account/sessions", "自己登录着的设备"), s.list)
	web.Register(api, operation("revoke-session", http.MethodDelete, "/account/sessions/{id}", "让一台设备退出登录"), s.revoke)
	web.Register(api, operation("revoke-sessions", http.MethodPost, "/account/sessions/revoke", "让看到的几台设备都退出登录"), s.revokeSeen)
}

// The names of these types are those of the schemas in the API's document.
type (
	ownSession struct {
		ID         string    `json:"id"`
		Device     string    `json:"device" doc:"浏览器和系统"`
		Address    string    `json:"address" doc:"最近使用时的网络地址"`
		Place      string    `json:"place" doc:"这个地址在哪里"`
		Current    bool      `json:"current" doc:"就是本设备"`
		CreatedAt  time.Time `json:"created_at"`
		LastSeenAt time.Time `json:"last_seen_at"`
		IdleEnd    time.Time `json:"ends_at" doc:"不再使用时，到此为止"`
		ExpiresAt  time.Time `json:"expires_at" doc:"最晚到此为止"`
		Can        []string  `json:"can" enum:"revoke"`
	}
	ownSessions struct {
		Items []ownSession `json:"items"`
		Total int64        `json:"total"`
	}
	seenSessions struct {
		Sessions []string `json:"sessions" minItems:"1" maxItems:"100" doc:"要退出的设备；本设备不会退出"`
	}
	revokedSessions struct {
		Count int64 `json:"count" doc:"退出了几台设备"`
	}
)

type listOutput struct{ Body ownSessions }

type revokeInput struct {
	ID string `path:"id" maxLength:"36"`
}

type revokeSeenInput struct{ Body seenSessions }

type revokeSeenOutput struct{ Body revokedSessions }

// Cookie carries the token of a session; an empty token takes the cookie away. It
// has no age: the server decides when a session ends.
func (s *Service) Cookie(token string) http.Cookie {
	return web.NewCookie(web.CookieName(s.Secure), token, s.Secure, 0)
}

// Renewed are the cookies of a browser after Renew: none for who has no session.
func (s *Service) Renewed(token string) []http.Cookie {
	if token == "" {
		return nil
	}
	return []http.Cookie{s.Cookie(token)}
}

func (s *Service) list(ctx context.Context, _ *struct{}) (*listOutput, error) {
	sessions, err := s.Own(ctx)
	if err != nil {
		return nil, err
	}
	body := ownSessions{Items: make([]ownSession, len(sessions)), Total: int64(len(sessions))}
	current := authz.From(ctx).Session
	for i, one := range sessions {
		body.Items[i] = ownSession{
			ID: one.ID, Device: one.Device, Address: one.Address, Place: Place(one.Address), Current: one.ID == current,
			CreatedAt: one.CreatedAt, LastSeenAt: one.LastSeenAt, IdleEnd: one.End(s.Lifetimes.Of(one.Kind)), ExpiresAt: one.ExpiresAt,
			Can: []string{},
		}
		if one.ID != current {
			body.Items[i].Can = []string{"revoke"}
		}
	}
	return &listOutput{Body: body}, nil
}

func (s *Service) revoke(ctx context.Context, in *revokeInput) (*struct{}, error) {
	return nil, s.Revoke(ctx, in.ID)
}

func (s *Service) revokeSeen(ctx context.Context, in *revokeSeenInput) (*revokeSeenOutput, error) {
	n, err := s.RevokeSeen(ctx, in.Body.Sessions)
	if err != nil {
		return nil, err
	}
	return &revokeSeenOutput{Body: revokedSessions{Count: n}}, nil
}
