package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// agreed is a partner that canaries are sent by.
type agreed struct {
	ID, Code, Secret string
}

func (a *aviary) agree() agreed {
	var p agreed
	code := fmt.Sprintf("c%d", time.Now().UnixNano())
	a.into(&p, a.send(a.staff["system_admin"], "POST", "/exchange-partners", map[string]any{"code": code, "name": "示例系统", "events": []string{}}))
	return p
}

// handOverSigned hands a case over, says more of it, and says it wrongly.
func handOverSigned(a *aviary, c prooftest.Canary) {
	p, n := a.agree(), 0
	post := func(path, secret string, body any) reply {
		n++
		text, err := json.Marshal(body)
		require.NoError(a.t, err)
		e, err := webhook.Sign(fmt.Sprintf("m%d", n), time.Now(), text, secret)
		require.NoError(a.t, err)
		return a.sendRaw(nil, "POST", path, "application/json", text, "Yikou-Partner", p.Code, "webhook-id", e.ID, "webhook-timestamp", e.Timestamp, "webhook-signature", e.Signature)
	}
	said := "我是" + c.Name + "，身份证" + c.IDNumber + "，请打" + c.Phone + "找我。"
	handed := map[string]any{"external_no": "H1", "text": said, "place": c.Name + "家门口", "reporter": map[string]string{"name": c.Name, "phone": c.Phone}, "topic": c.Name}
	require.Equal(a.t, http.StatusOK, post("/exchange/appeals", p.Secret, handed).status)
	for _, event := range []string{"add", "state", "withdraw"} {
		require.Equal(a.t, http.StatusOK, post("/exchange/appeals/H1/events", p.Secret, map[string]any{"external_no": "H1", "event": event, "words": said, "state": c.Name}).status)
	}
	post("/exchange/appeals/H1/events", p.Secret, map[string]any{"external_no": c.Phone, "event": "add", "words": said})
	post("/exchange/appeals/"+c.IDNumber+"/events", p.Secret, map[string]any{"external_no": c.IDNumber, "event": "query"})
	handed["reporter"] = map[string]string{"name": c.Name, "phone": c.IDNumber + c.Account}
	handed["external_no"] = "H2"
	post("/exchange/appeals", p.Secret, handed)
	post("/exchange/appeals", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", handed)
}

// reportOverOpen311 reports, asks for it, and puts persons where keys and codes stand.
func reportOverOpen311(a *aviary, c prooftest.Canary) {
	p := a.agree()
	var access struct{ Key string }
	a.into(&access, a.send(a.staff["system_admin"], "POST", "/exchange-partners/"+p.ID+"/open311/key", nil, "If-Match", `"0"`))
	var services []struct {
		Code string `json:"service_code"`
	}
	a.into(&services, a.send(nil, "GET", "/open311/v2/services.json", nil))
	form := url.Values{
		"api_key": {access.Key}, "service_code": {services[0].Code}, "address_string": {c.Name + "家门口"}, "description": {"我是" + c.Name + "，身份证" + c.IDNumber + "，请打" + c.Phone + "找我。"},
		"last_name": {c.Name}, "phone": {c.Phone}, "email": {c.Account + "@example.com"}, "account_id": {c.IDNumber}, "device_id": {c.Phone},
	}
	report := func(ending string) reply {
		return a.sendRaw(nil, "POST", "/open311/v2/requests"+ending, "application/x-www-form-urlencoded", []byte(form.Encode()))
	}
	require.Equal(a.t, http.StatusCreated, report(".xml").status)
	form.Set("service_code", c.Name)
	report(".xml")
	form.Set("api_key", c.Phone)
	report(".json")
	a.send(nil, "GET", "/open311/v2/requests.json?service_request_id="+url.QueryEscape(c.Name)+"&api_key="+access.Key, nil)
	a.send(nil, "GET", "/open311/v2/requests/"+url.PathEscape(c.Name)+".xml?api_key="+c.IDNumber, nil)
}
