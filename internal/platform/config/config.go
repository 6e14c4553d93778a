// Package config reads the settings of an instance: defaults, then a YAML file,
// then YIKOU_… environment variables; the command line comes last and is set by
// the caller. Each section knows its defaults and validates itself; messages
// are in Chinese and name the key.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Config is every setting of an instance.
type Config struct {
	// Place is whose instance this is, shown on the screens (霁川市望渚区).
	Place string `yaml:"place" env:"YIKOU_PLACE"`
	// Data is the folder of the embedded database, uploaded files and keys.
	Data string `yaml:"data" env:"YIKOU_DATA"`
	// Demo shows log-ins and prints one-time codes. Only for the invented city.
	Demo     bool     `yaml:"demo" env:"YIKOU_DEMO"`
	Database Database `yaml:"database"`
	Server   Server   `yaml:"server"`
	Log      Log      `yaml:"log"`
	Trace    Trace    `yaml:"trace"`
	Jobs     Jobs     `yaml:"jobs"`
	Notify   Notify   `yaml:"notify"`
	Session  Session  `yaml:"session"`
	Security Security `yaml:"security"`
	Audit    Audit    `yaml:"audit"`
	Privacy  Privacy  `yaml:"privacy"`
	Reach    Reach    `yaml:"reach"`
	Drafting Drafting `yaml:"drafting"`
	Exchange Exchange `yaml:"exchange"`
	// OIDC lists the identity providers at which people log in.
	OIDC []OIDC `yaml:"oidc"`
}

// Database names the database; empty is SQLite in the data folder.
type Database struct {
	URL string `yaml:"url" env:"YIKOU_DATABASE"`
}

// Server says where the program listens and how the world reaches it.
type Server struct {
	Listen string `yaml:"listen" env:"YIKOU_LISTEN"`
	// PublicURL is the address that browsers use. With https the session cookie
	// is tied to TLS. Empty is http on the address it listens on.
	PublicURL string `yaml:"public_url" env:"YIKOU_PUBLIC_URL"`
	// MetricsListen serves the figures for Prometheus on an address of its own,
	// which no visitor reaches; empty is off.
	MetricsListen string `yaml:"metrics_listen" env:"YIKOU_METRICS_LISTEN"`
	// TrustedProxies are address ranges whose X-Forwarded-For is believed.
	TrustedProxies []string `yaml:"trusted_proxies" env:"YIKOU_TRUSTED_PROXIES"`
	// RequestsPerMinute is how often one person, or one address of visitors, may
	// ask; 0 is no bound.
	RequestsPerMinute int `yaml:"requests_per_minute" env:"YIKOU_REQUESTS_PER_MINUTE"`
	// Certificate and Key are the PEM files for TLS in this program; empty leaves
	// TLS to a proxy. A renewed certificate is used without a restart.
	Certificate string `yaml:"certificate" env:"YIKOU_TLS_CERTIFICATE"`
	Key         string `yaml:"key" env:"YIKOU_TLS_KEY"`
}

// Log says how much is logged, and as what.
type Log struct {
	// Level is debug, info, warn or error.
	Level string `yaml:"level" env:"YIKOU_LOG_LEVEL"`
	// Format is text or json.
	Format string `yaml:"format" env:"YIKOU_LOG_FORMAT"`
}

// Trace names an OpenTelemetry collector; empty is off.
type Trace struct {
	Endpoint string `yaml:"endpoint" env:"YIKOU_TRACE_ENDPOINT"`
}

// Jobs says how many followed jobs one node runs at once.
type Jobs struct {
	Workers int `yaml:"workers" env:"YIKOU_JOBS_WORKERS"`
	// Beat is how often a node shows the others that it lives; one that misses
	// seven in a row has its jobs taken over. All nodes need the same value.
	Beat time.Duration `yaml:"beat" env:"YIKOU_JOBS_BEAT"`
	// CheckLinks lets the program look each day whether the source links of
	// policies still lead somewhere. Off unless asked for: it connects to others.
	CheckLinks bool `yaml:"check_links" env:"YIKOU_JOBS_CHECK_LINKS"`
}

// Session limits how long people stay logged in: staff, and the people of
// enterprises.
type Session struct {
	Idle               time.Duration `yaml:"idle" env:"YIKOU_SESSION_IDLE"`
	Absolute           time.Duration `yaml:"absolute" env:"YIKOU_SESSION_ABSOLUTE"`
	EnterpriseIdle     time.Duration `yaml:"enterprise_idle" env:"YIKOU_SESSION_ENTERPRISE_IDLE"`
	EnterpriseAbsolute time.Duration `yaml:"enterprise_absolute" env:"YIKOU_SESSION_ENTERPRISE_ABSOLUTE"`
}

// Security chooses algorithms, and how staff prove who they are.
type Security struct {
	// Suite is aes-256-gcm or sm4-gcm: what new keys seal personal data with.
	Suite string `yaml:"suite" env:"YIKOU_SECURITY_SUITE"`
	// Digest is sha256 or sm3: what new audit entries are chained with.
	Digest string `yaml:"digest" env:"YIKOU_SECURITY_DIGEST"`
	// Profile is dengbao (several kinds of characters, changed every 90 days, none
	// of the last five again) or asvs (length alone, changed when there is cause).
	Profile string `yaml:"profile" env:"YIKOU_SECURITY_PROFILE"`
	// SecondFactor is off, optional, administrators or all: who must have one.
	SecondFactor string `yaml:"second_factor" env:"YIKOU_SECURITY_SECOND_FACTOR"`
}

// Audit says where the daily anchors of the audit chain are written: best a
// folder on another machine that takes files and never changes them.
type Audit struct {
	// Anchors is empty for the folder anchors in the data folder.
	Anchors string `yaml:"anchors" env:"YIKOU_AUDIT_ANCHORS"`
}

// Default returns the settings of an instance that sets none.
func Default() Config {
	return Config{
		Data:   "./data",
		Server: Server{Listen: "localhost:8080", RequestsPerMinute: 1200},
		Log:    Log{Level: "info", Format: "text"},
		Jobs:   Jobs{Workers: 4, Beat: 4 * time.Second},
		Notify: defaultNotify(),
		Session: Session{
			Idle: 30 * time.Minute, Absolute: 12 * time.Hour, EnterpriseIdle: 2 * time.Hour, EnterpriseAbsolute: 12 * time.Hour,
		},
		Security: Security{Suite: "aes-256-gcm", Digest: "sha256", Profile: "dengbao", SecondFactor: "optional"},
		Privacy:  Privacy{ViewsPerDay: 30, ExportRows: 1000, ExportTime: 24 * time.Hour},
		Reach:    Reach{MessagesPerDay: 5000},
	}
}

// Load returns the defaults, overlaid with the YAML file (none if path is empty)
// and the environment, a list of KEY=VALUE. It does not validate: the command
// line still comes on top.
func Load(path string, environ []string) (Config, error) {
	c := Default()
	if path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return c, fmt.Errorf("读不了配置文件 %s：%w", path, err)
		}
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&c); err != nil && !errors.Is(err, io.EOF) {
			return c, fmt.Errorf("配置文件 %s 有误：%w", path, err)
		}
	}
	environ, err := c.loadSecrets(environ)
	if err != nil {
		return c, err
	}
	return c, applyEnvironment(&c, environ)
}

// DatabaseURL returns the database to open.
func (c Config) DatabaseURL() string {
	if c.Database.URL != "" {
		return c.Database.URL
	}
	return "sqlite:" + filepath.Join(c.Data, "yikou.db")
}

// AnchorFolder returns where the anchors of the audit chain are written.
func (c Config) AnchorFolder() string {
	if c.Audit.Anchors != "" {
		return c.Audit.Anchors
	}
	return filepath.Join(c.Data, "anchors")
}

// KeyFile returns the file of the keys.
func (c Config) KeyFile() string { return filepath.Join(c.Data, "keys.json") }

// Secure reports whether browsers reach the instance over TLS.
func (c Config) Secure() bool {
	return c.Server.Certificate != "" || strings.HasPrefix(c.Server.PublicURL, "https://")
}

// Proxies returns the trusted proxies. Call it on valid settings.
func (c Config) Proxies() []netip.Prefix {
	prefixes := make([]netip.Prefix, 0, len(c.Server.TrustedProxies))
	for _, text := range c.Server.TrustedProxies {
		if prefix, err := parsePrefix(text); err == nil {
			prefixes = append(prefixes, prefix)
		}
	}
	return prefixes
}

// Validate returns every setting that cannot work, each with its key.
func (c Config) Validate() error {
	return errors.Join(c.Server.validate(), c.Log.validate(), c.Database.validate(), c.Trace.validate(), c.Jobs.validate(), c.Notify.validate(), c.Session.validate(), c.Security.validate(),
		c.Privacy.validate(), c.Reach.validate(), c.Drafting.validate(), c.Exchange.validate(), c.validateOIDC())
}

func (d Database) validate() error {
	for _, prefix := range []string{"sqlite:", "postgres://", "postgresql://"} {
		if strings.HasPrefix(d.URL, prefix) {
			return nil
		}
	}
	if d.URL == "" {
		return nil
	}
	return errors.New("database.url 应以 sqlite: 或 postgres:// 开头")
}

func (s Server) validate() error {
	var problems []error
	for key, address := range map[string]string{"server.listen": s.Listen, "server.metrics_listen": s.MetricsListen} {
		if _, _, err := net.SplitHostPort(address); err != nil && (address != "" || key == "server.listen") {
			problems = append(problems, fmt.Errorf("%s 应为“地址:端口”，例如 localhost:8080", key))
		}
	}
	if u, err := url.Parse(s.PublicURL); s.PublicURL != "" && (err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https")) {
		problems = append(problems, errors.New("server.public_url 应为完整网址，例如 https://yikou.example.gov.cn"))
	}
	if s.RequestsPerMinute < 0 {
		problems = append(problems, errors.New("server.requests_per_minute 不能是负数；0 为不限"))
	}
	if (s.Certificate == "") != (s.Key == "") {
		problems = append(problems, errors.New("server.certificate 与 server.key 要么都写，要么都不写"))
	}
	for _, text := range s.TrustedProxies {
		if _, err := parsePrefix(text); err != nil {
			problems = append(problems, errors.New("server.trusted_proxies 应为地址或网段，例如 10.0.0.0/8"))
		}
	}
	return errors.Join(problems...)
}

func parsePrefix(text string) (netip.Prefix, error) {
	if address, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(address, address.BitLen()), nil
	}
	return netip.ParsePrefix(text)
}

func (l Log) validate() error {
	var level slog.Level
	if level.UnmarshalText([]byte(l.Level)) != nil {
		return errors.New("log.level 应为 debug、info、warn 或 error")
	}
	if l.Format != "text" && l.Format != "json" {
		return errors.New("log.format 应为 text 或 json")
	}
	return nil
}

func (t Trace) validate() error {
	if u, err := url.Parse(t.Endpoint); t.Endpoint != "" && (err != nil || u.Host == "") {
		return errors.New("trace.endpoint 应为完整网址，例如 http://localhost:4318")
	}
	return nil
}

func (j Jobs) validate() error {
	if j.Workers < 1 || j.Workers > 256 {
		return errors.New("jobs.workers 应在 1 到 256 之间")
	}
	if j.Beat < 100*time.Millisecond || j.Beat > time.Minute {
		return errors.New("jobs.beat 应在 100 毫秒到 1 分钟之间，各台相同")
	}
	return nil
}

func (s Session) validate() error {
	if s.Idle < time.Minute || s.Absolute < s.Idle {
		return errors.New("session.idle 至少 1 分钟，session.absolute 不能比它短")
	}
	if s.EnterpriseIdle < time.Minute || s.EnterpriseAbsolute < s.EnterpriseIdle {
		return errors.New("session.enterprise_idle 至少 1 分钟，session.enterprise_absolute 不能比它短")
	}
	return nil
}

func (s Security) validate() error {
	var problems []error
	if s.Suite != "aes-256-gcm" && s.Suite != "sm4-gcm" {
		problems = append(problems, errors.New("security.suite 应为 aes-256-gcm 或 sm4-gcm"))
	}
	if s.Digest != "sha256" && s.Digest != "sm3" {
		problems = append(problems, errors.New("security.digest 应为 sha256 或 sm3"))
	}
	if !slices.Contains([]string{"dengbao", "asvs"}, s.Profile) {
		problems = append(problems, errors.New("security.profile 应为 dengbao 或 asvs"))
	}
	if !slices.Contains([]string{"off", "optional", "administrators", "all"}, s.SecondFactor) {
		problems = append(problems, errors.New("security.second_factor 应为 off、optional、administrators 或 all"))
	}
	return errors.Join(problems...)
}
