package factor

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image/png"
	"net/http"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations on one's own second factor to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Permission: PermissionSecure, MaxBody: 4 << 10}
	}
	web.Register(api, operation("get-own-factor", http.MethodGet, "/account/factor", "自己的两步验证"), s.get)
	web.Register(api, operation("begin-factor", http.MethodPost, "/account/factor", "开始开通两步验证"), s.beginIt)
	web.Register(api, operation("confirm-factor", http.MethodPost, "/account/factor/confirm", "用第一个动态验证码开通两步验证"), s.confirmIt)
	web.Register(api, operation("renew-recovery-codes", http.MethodPost, "/account/factor/recovery-codes", "换一组恢复码"), s.renew)
	web.Register(api, operation("remove-factor", http.MethodPost, "/account/factor/remove", "停用两步验证"), s.removeIt)
}

// The names of these types are those of the schemas in the API's document.
type (
	secondFactor struct {
		Enrolled     bool       `json:"enrolled" doc:"已开通"`
		Since        *time.Time `json:"since" doc:"开通的时间，没有开通时为空"`
		RecoveryLeft int        `json:"recovery_left" doc:"还剩几个恢复码"`
		Required     bool       `json:"required" doc:"本单位要求开通"`
	}
	factorEnrolment struct {
		Key     string `json:"key" doc:"手工输入用的密钥，四个一组"`
		Picture string `json:"picture" doc:"二维码，PNG 图片的 data 地址"`
	}
	factorPassword struct {
		Password string `json:"password" minLength:"1" maxLength:"256" doc:"当前密码"`
	}
	factorCode struct {
		Code string `json:"code" minLength:"1" maxLength:"16" doc:"手机上的 6 位动态验证码"`
	}
	factorProof struct {
		Password string `json:"password" minLength:"1" maxLength:"256" doc:"当前密码"`
		Code     string `json:"code" minLength:"1" maxLength:"32" doc:"动态验证码或恢复码"`
	}
	recoveryCodeList struct {
		Codes []string `json:"codes" doc:"恢复码，只显示这一次，每个用一次"`
	}
)

type factorOutput struct{ Body secondFactor }

type passwordInput struct{ Body factorPassword }

type enrolmentOutput struct{ Body factorEnrolment }

type codeInput struct{ Body factorCode }

type proofInput struct{ Body factorProof }

type codesOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      recoveryCodeList
}

type removedOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

func (s *Service) get(ctx context.Context, _ *struct{}) (*factorOutput, error) {
	state, err := s.Own(ctx)
	if err != nil {
		return nil, err
	}
	body := secondFactor{Enrolled: !state.Since.IsZero(), RecoveryLeft: state.RecoveryLeft, Required: state.Required}
	if body.Enrolled {
		body.Since = &state.Since
	}
	return &factorOutput{Body: body}, nil
}

func (s *Service) beginIt(ctx context.Context, in *passwordInput) (*enrolmentOutput, error) {
	enrolment, err := s.Begin(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	picture, err := picture(enrolment.Address)
	if err != nil {
		return nil, err
	}
	return &enrolmentOutput{Body: factorEnrolment{Key: enrolment.Key, Picture: picture}}, nil
}

func (s *Service) confirmIt(ctx context.Context, in *codeInput) (*codesOutput, error) {
	return s.answered(s.Confirm(ctx, in.Body.Code))
}

func (s *Service) renew(ctx context.Context, in *proofInput) (*codesOutput, error) {
	return s.answered(s.RenewRecovery(ctx, in.Body.Password, in.Body.Code))
}

func (s *Service) answered(done Changed, err error) (*codesOutput, error) {
	if err != nil {
		return nil, err
	}
	return &codesOutput{SetCookie: s.Sessions.Renewed(done.Token), Body: recoveryCodeList{Codes: done.Recovery}}, nil
}

func (s *Service) removeIt(ctx context.Context, in *proofInput) (*removedOutput, error) {
	token, err := s.Remove(ctx, in.Body.Password, in.Body.Code)
	if err != nil {
		return nil, err
	}
	return &removedOutput{SetCookie: s.Sessions.Renewed(token)}, nil
}

// pictureSize is the side of a QR code in pixels.
const pictureSize = 240

// picture draws a text as a QR code. It is made here so that the key never goes
// through somebody else's service.
func picture(text string) (string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", fmt.Errorf("draw QR code: %w", err)
	}
	if code, err = barcode.Scale(code, pictureSize, pictureSize); err != nil {
		return "", fmt.Errorf("scale QR code: %w", err)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, code); err != nil {
		return "", fmt.Errorf("write QR code: %w", err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(file.Bytes()), nil
}
