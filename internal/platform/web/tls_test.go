package web_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/web"
)

// certify writes a certificate for 127.0.0.1 with a serial number.
func certify(t *testing.T, certificate, key string, serial int64) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "example"}, DNSNames: []string{"example.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	require.NoError(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	later := time.Now().Add(time.Duration(serial) * time.Minute)
	require.NoError(t, os.Chtimes(certificate, later, later))
}

func TestARenewedCertificateIsUsedWithoutARestartAndOldTLSIsRefused(t *testing.T) {
	t.Parallel()
	certificate, key := filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	_, err := web.TLS(certificate, key)
	require.ErrorContains(t, err, "读不了 TLS 证书")
	certify(t, certificate, key, 1)
	settings, err := web.TLS(certificate, key)
	require.NoError(t, err)
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.TLS = settings
	server.StartTLS()
	defer server.Close()

	serial := func(newest uint16) (int64, error) {
		connection, err := tls.Dial("tcp", server.Listener.Addr().String(), &tls.Config{InsecureSkipVerify: true, MaxVersion: newest, ServerName: "example.test", MinVersion: tls.VersionTLS10})
		if err != nil {
			return 0, err
		}
		defer func() { _ = connection.Close() }()
		return connection.ConnectionState().PeerCertificates[0].SerialNumber.Int64(), nil
	}
	n, err := serial(tls.VersionTLS13)
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
	_, err = serial(tls.VersionTLS11)
	require.Error(t, err)

	certify(t, certificate, key, 2)
	n, err = serial(tls.VersionTLS12)
	require.NoError(t, err)
	require.EqualValues(t, 2, n)
	require.NoError(t, os.WriteFile(key, []byte("half"), 0o600))
	n, err = serial(tls.VersionTLS13)
	require.NoError(t, err)
	require.EqualValues(t, 2, n, "half of a renewal is not used")
}
