package config

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

// Drafting is a language model behind an OpenAI-compatible address that looks at
// sentences of policies which the rules did not understand. Without an endpoint
// none is asked.
type Drafting struct {
	// Endpoint is the whole address of the chat completions.
	Endpoint string `yaml:"endpoint" env:"YIKOU_DRAFTING_ENDPOINT"`
	Model    string `yaml:"model" env:"YIKOU_DRAFTING_MODEL"`
	// KeyFile holds the key, which is sent as a bearer token.
	KeyFile string `yaml:"key_file" env:"YIKOU_DRAFTING_KEY_FILE"`
}

// Key returns the key from its file, empty without one.
func (d Drafting) Key() (string, error) { return secretOf("drafting.key_file", d.KeyFile, "") }

func (d Drafting) validate() error {
	if d.Endpoint == "" {
		return nil
	}
	u, err := url.Parse(d.Endpoint)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("drafting.endpoint 应为完整网址，例如 http://10.0.0.8:8000/v1/chat/completions")
	}
	if d.Model == "" {
		return errors.New("请填写 drafting.model，即模型的名称")
	}
	return nil
}

// secretOf returns a secret: the one given, else what its file holds, if there is
// one. A file that cannot be read or is empty is refused.
func secretOf(key, file, given string) (string, error) {
	if file == "" || given != "" {
		return given, nil
	}
	text, err := os.ReadFile(file)
	secret := strings.TrimSpace(string(text))
	if err != nil || secret == "" {
		return "", fmt.Errorf("%s 指的文件读不了，或是空的", key)
	}
	return secret, nil
}
