package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"
)

// OIDC is one identity provider at which people log in.
type OIDC struct {
	// ID stands in addresses and the database and must never change: lower-case
	// letters, digits and hyphens.
	ID string `yaml:"id"`
	// Label is what the button says (用省统一身份认证登录).
	Label string `yaml:"label"`
	// Issuer is the provider's issuer identifier, to the letter. It has TLS unless
	// it is on this machine.
	Issuer   string `yaml:"issuer"`
	ClientID string `yaml:"client_id"`
	// ClientSecretFile and ClientSecretEnv say where the client secret is; neither
	// is a client without one, which PKCE protects.
	ClientSecretFile string   `yaml:"client_secret_file"`
	ClientSecretEnv  string   `yaml:"client_secret_env"`
	Scopes           []string `yaml:"scopes"`
	// For is staff or enterprise.
	For    string     `yaml:"for"`
	Claims OIDCClaims `yaml:"claims"`
	// Link is `login` to link staff by the login claim, empty to have each person
	// link themselves.
	Link string `yaml:"link"`
	// TrustsPhone says that the provider has verified every phone it names.
	TrustsPhone bool `yaml:"trusts_phone"`
	// TrustsSecondFactor spares staff the second step that their account asks for.
	TrustsSecondFactor bool `yaml:"trusts_second_factor"`
	// MandateFor is how long a mandate that the provider names holds.
	MandateFor time.Duration `yaml:"mandate_for"`
	// ClientAuth is basic or post: where the client secret goes.
	ClientAuth string `yaml:"client_auth"`

	secret string
}

// OIDCClaims names the claims of a provider; empty takes the standard's name
// where there is one.
type OIDCClaims struct {
	Subject             string `yaml:"subject"`
	Login               string `yaml:"login"`
	Phone               string `yaml:"phone"`
	Name                string `yaml:"name"`
	USCC                string `yaml:"uscc"`
	LegalRepresentative string `yaml:"legal_representative"`
}

// ClientSecret returns the client secret that Load found, empty for none.
func (o OIDC) ClientSecret() string { return o.secret }

var oidcID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}$`)

// loadSecret reads the client secret.
func (o *OIDC) loadSecret(environ []string) error {
	if o.ClientSecretFile != "" {
		text, err := os.ReadFile(o.ClientSecretFile)
		if err != nil {
			return fmt.Errorf("读不了 oidc %s 的 client_secret_file：%w", o.ID, err)
		}
		o.secret = strings.TrimSpace(string(text))
	}
	for _, pair := range environ {
		if value, its := strings.CutPrefix(pair, o.ClientSecretEnv+"="); its && o.ClientSecretEnv != "" {
			o.secret = value
		}
	}
	return nil
}

// loadSecrets reads the client secret of every provider. It returns the
// environment without the variables that held one, which may begin with YIKOU_.
func (c *Config) loadSecrets(environ []string) ([]string, error) {
	held := map[string]bool{}
	for i := range c.OIDC {
		if err := c.OIDC[i].loadSecret(environ); err != nil {
			return environ, err
		}
		held[c.OIDC[i].ClientSecretEnv] = true
	}
	rest := make([]string, 0, len(environ))
	for _, pair := range environ {
		if key, _, _ := strings.Cut(pair, "="); !held[key] {
			rest = append(rest, pair)
		}
	}
	return rest, nil
}

func (o OIDC) validate() error {
	var problems []error
	refuse := func(wrong bool, what string) {
		if wrong {
			problems = append(problems, fmt.Errorf("oidc %s：%s", o.ID, what))
		}
	}
	refuse(!oidcID.MatchString(o.ID), "id 应为小写字母、数字和横线，并以字母开头")
	refuse(o.Label == "", "请填写 label，即登录按钮上的字")
	u, err := url.Parse(o.Issuer)
	refuse(err != nil || u.Host == "" || u.User != nil, "issuer 应为完整网址")
	refuse(err == nil && u.Scheme != "https" && (u.Scheme != "http" || !onThisMachine(u.Hostname())), "issuer 应以 https:// 开头")
	refuse(o.ClientID == "", "请填写 client_id")
	refuse(o.For != "staff" && o.For != "enterprise", "for 应为 staff 或 enterprise")
	refuse(o.Link != "" && (o.Link != "login" || o.For != "staff"), "link 只能为 login，且只用于 staff")
	refuse(o.ClientAuth != "" && o.ClientAuth != "basic" && o.ClientAuth != "post", "client_auth 应为 basic 或 post")
	refuse(o.MandateFor < 0, "mandate_for 不能为负")
	refuse((o.ClientSecretFile != "" || o.ClientSecretEnv != "") && o.secret == "", "没有读到客户端密钥")
	return errors.Join(problems...)
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// validateOIDC checks the providers together.
func (c Config) validateOIDC() error {
	var problems []error
	seen := map[string]bool{}
	for _, o := range c.OIDC {
		problems = append(problems, o.validate())
		if seen[o.ID] {
			problems = append(problems, fmt.Errorf("oidc %s 出现了两次", o.ID))
		}
		seen[o.ID] = true
	}
	if len(c.OIDC) > 0 && c.Server.PublicURL == "" {
		problems = append(problems, errors.New("使用 oidc 登录时须填写 server.public_url，认证系统要按它返回"))
	}
	return errors.Join(problems...)
}
