package web

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"
)

// TLS returns settings for a server with a certificate of its own: TLS 1.2 at
// least (GB/T 22239, RFC 9325). A renewed certificate is used from the next
// connection on; one that cannot be read leaves the one before in use. It fails
// when there is none to begin with.
func TLS(certificate, key string) (*tls.Config, error) {
	k := &keptCertificate{files: [2]string{certificate, key}}
	if _, err := k.get(nil); err != nil {
		return nil, fmt.Errorf("读不了 TLS 证书 %s 或私钥 %s：%w", certificate, key, err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: k.get, NextProtos: []string{"h2", "http/1.1"}}, nil
}

// keptCertificate is the certificate of two files as they were last read.
type keptCertificate struct {
	files   [2]string
	mu      sync.Mutex
	held    *tls.Certificate
	changed [2]time.Time
}

func (k *keptCertificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	changed, err := k.lastChanges()
	if k.held != nil && (err != nil || changed == k.changed) {
		return k.held, nil
	}
	if err != nil {
		return nil, err
	}
	pair, err := tls.LoadX509KeyPair(k.files[0], k.files[1])
	if err != nil {
		if k.held != nil { // half of a renewal
			return k.held, nil
		}
		return nil, err
	}
	k.held, k.changed = &pair, changed
	return k.held, nil
}

func (k *keptCertificate) lastChanges() (changed [2]time.Time, err error) {
	for i, name := range k.files {
		info, err := os.Stat(name)
		if err != nil {
			return changed, err
		}
		changed[i] = info.ModTime()
	}
	return changed, nil
}
