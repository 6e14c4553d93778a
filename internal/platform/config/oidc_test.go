package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/config"
)

const goodProvider = "server: {public_url: 'https://yikou.example.gov.cn'}\noidc:\n  - {id: office, label: 登录, issuer: 'https://sso.example.gov.cn', client_id: yikou, for: staff"

func loadOIDC(t *testing.T, text string, environ ...string) (config.Config, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "yikou.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	c, err := config.Load(file, environ)
	if err == nil {
		err = c.Validate()
	}
	return c, err
}

func TestAnIdentityProviderIsReadWithItsSecretFromOutsideTheFile(t *testing.T) {
	t.Parallel()
	c, err := loadOIDC(t, goodProvider+", client_secret_env: YIKOU_OFFICE_SECRET}", "YIKOU_OFFICE_SECRET=of-the-tests")
	require.NoError(t, err)
	require.Equal(t, "of-the-tests", c.OIDC[0].ClientSecret())
	second := ", client_secret_env: YIKOU_OFFICE_SECRET}\n  - {id: firms, label: 登录, issuer: 'https://a.test', client_id: y, for: enterprise"
	c, err = loadOIDC(t, goodProvider+second+", client_secret_env: YIKOU_OFFICE_SECRET}", "YIKOU_OFFICE_SECRET=of-the-tests")
	require.NoError(t, err, "two providers share a secret")
	require.Equal(t, "of-the-tests", c.OIDC[1].ClientSecret())
	secret := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(secret, []byte("in-a-file\n"), 0o600))
	c, err = loadOIDC(t, goodProvider+", client_secret_file: "+secret+"}")
	require.NoError(t, err)
	require.Equal(t, "in-a-file", c.OIDC[0].ClientSecret())
}

func TestAnIdentityProviderThatCannotWorkIsRefused(t *testing.T) {
	t.Parallel()
	for text, said := range map[string]string{
		goodProvider + ", client_secret_env: NOWHERE}": "没有读到客户端密钥",
		goodProvider + ", link: phone}":                "link",
		goodProvider + ", client_auth: jwt}":           "client_auth",
		goodProvider + "}\n  - {id: office, label: 登录, issuer: 'https://a.test', client_id: y, for: staff}": "两次",
		"oidc: [{id: o, label: l, issuer: 'https://a.test', client_id: y, for: staff}]":                     "public_url",
		"oidc: [{id: o, label: l, issuer: 'http://a.test', client_id: y, for: staff}]":                      "https://",
		"oidc: [{id: O!, label: l, issuer: 'https://a.test', client_id: y, for: staff}]":                    "id ",
		"oidc: [{id: o, label: l, issuer: 'https://a.test', client_id: y, for: everybody}]":                 "for ",
		"oidc: [{id: o, issuer: 'https://a.test', client_id: y, for: staff}]":                               "label",
	} {
		_, err := loadOIDC(t, text)
		require.ErrorContains(t, err, said, text)
	}
}
