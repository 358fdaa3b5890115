package connect

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// gcm makes an AEAD from one letter.
func gcm(t testing.TB, letter string) cipher.AEAD {
	t.Helper()
	block, err := aes.NewCipher([]byte(strings.Repeat(letter, 32)))
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	return aead
}

func fileStore(t testing.TB) *FileStore {
	t.Helper()
	s, err := NewFileStore(filepath.Join(t.TempDir(), "grants"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestStores holds every store to the contract of Store.
func TestStores(t *testing.T) {
	for name, make := range map[string]func() Store{
		"memory":        func() Store { return NewMemoryStore() },
		"file":          func() Store { return fileStore(t) },
		"sealed memory": func() Store { return Seal(NewMemoryStore(), gcm(t, "k")) },
		"sealed file":   func() Store { return Seal(fileStore(t), gcm(t, "k")) },
	} {
		t.Run(name, func(t *testing.T) { testStore(t, make()) })
	}
}

func testStore(t *testing.T, s Store) {
	ctx := context.Background()
	const user = "user_01/../..\x00 ü"
	tok := &oauth2.Token{AccessToken: "a", RefreshToken: "r", TokenType: "Bearer", Expiry: time.Now().Add(time.Hour).Round(0), ExpiresIn: 3600}
	same := func(want *oauth2.Token) {
		t.Helper()
		got, err := s.Load(ctx, user)
		if err != nil || got.AccessToken != want.AccessToken || got.RefreshToken != want.RefreshToken || got.TokenType != want.TokenType ||
			!got.Expiry.Equal(want.Expiry) || got.ExpiresIn != want.ExpiresIn {
			t.Fatalf("got %v, want %v (%v)", got, want, err)
		}
	}
	keep := func(cur *oauth2.Token) (*oauth2.Token, error) { t.Error("called without a grant"); return cur, nil }
	if _, err := s.Load(ctx, user); !errors.Is(err, ErrNoGrant) {
		t.Errorf("Load: %v", err)
	}
	if err := s.Update(ctx, user, keep); !errors.Is(err, ErrNoGrant) {
		t.Errorf("Update: %v", err)
	}
	if err := s.Delete(ctx, user); err != nil {
		t.Errorf("Delete: %v", err)
	}
	if err := s.Save(ctx, user, tok.WithExtra(map[string]any{"id_token": "x"})); err != nil {
		t.Fatal(err)
	}
	same(tok)
	// The store and its callers do not share tokens.
	got, _ := s.Load(ctx, user)
	got.AccessToken = "changed"
	same(tok)
	boom := errors.New("boom")
	for _, f := range []func(*oauth2.Token) (*oauth2.Token, error){
		func(cur *oauth2.Token) (*oauth2.Token, error) { return &oauth2.Token{AccessToken: "x"}, boom },
		func(cur *oauth2.Token) (*oauth2.Token, error) { return nil, boom },
	} {
		if err := s.Update(ctx, user, f); !errors.Is(err, boom) {
			t.Errorf("Update: %v", err)
		}
		same(tok)
	}
	if err := s.Update(ctx, user, func(cur *oauth2.Token) (*oauth2.Token, error) { return cur, nil }); err != nil {
		t.Error(err)
	}
	same(tok)
	next := &oauth2.Token{AccessToken: strings.Repeat("n", 9000), RefreshToken: "r2"}
	if err := s.Update(ctx, user, func(cur *oauth2.Token) (*oauth2.Token, error) {
		if mid, err := s.Load(ctx, user); err != nil || mid.AccessToken != "a" {
			t.Errorf("Load during Update: %v", err)
		}
		return next, nil
	}); err != nil {
		t.Error(err)
	}
	same(next)
	if err := s.Update(ctx, user, func(*oauth2.Token) (*oauth2.Token, error) { return nil, nil }); err != nil {
		t.Error(err)
	}
	if _, err := s.Load(ctx, user); !errors.Is(err, ErrNoGrant) {
		t.Errorf("after deletion: %v", err)
	}
	for what, err := range map[string]error{
		"Load":   func() error { _, err := s.Load(ctx, ""); return err }(),
		"Save":   s.Save(ctx, "", tok),
		"Delete": s.Delete(ctx, ""),
		"Update": s.Update(ctx, "", keep),
	} {
		if !errors.Is(err, ErrNoUser) {
			t.Errorf("%s of nobody: %v", what, err)
		}
	}
	if s.Save(ctx, user, nil) == nil {
		t.Error("saved nothing")
	}
	testExclusion(t, s)
}

// testExclusion counts in the token: a lost update shows.
func testExclusion(t *testing.T, s Store) {
	ctx := context.Background()
	if err := s.Save(ctx, "n", &oauth2.Token{AccessToken: "0"}); err != nil {
		t.Fatal(err)
	}
	const goroutines, each = 8, 5
	var wg sync.WaitGroup
	for range goroutines {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range each {
				if err := s.Update(ctx, "n", increment); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	if tok, _ := s.Load(ctx, "n"); tok.AccessToken != fmt.Sprint(goroutines*each) {
		t.Errorf("%s of %d updates", tok.AccessToken, goroutines*each)
	}
	// Who waits may give up; Save waits for Update; another user does not.
	held, release := make(chan struct{}), make(chan struct{})
	go s.Update(ctx, "n", func(cur *oauth2.Token) (*oauth2.Token, error) { close(held); <-release; return increment(cur) })
	<-held
	short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	defer cancel()
	if err := s.Update(short, "n", increment); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waited: %v", err)
	}
	if err := s.Save(ctx, "other", &oauth2.Token{AccessToken: "x"}); err != nil {
		t.Error(err)
	}
	saved := make(chan error)
	go func() { saved <- s.Save(ctx, "n", &oauth2.Token{AccessToken: "login"}) }()
	time.Sleep(10 * time.Millisecond)
	close(release)
	if err := <-saved; err != nil {
		t.Error(err)
	}
	if tok, _ := s.Load(ctx, "n"); tok.AccessToken != "login" {
		t.Errorf("Save was overtaken by the Update it should have waited for: %q", tok.AccessToken)
	}
}

// increment adds one to the number in AccessToken.
func increment(cur *oauth2.Token) (*oauth2.Token, error) {
	var n int
	fmt.Sscan(cur.AccessToken, &n)
	runtime.Gosched()
	return &oauth2.Token{AccessToken: fmt.Sprint(n + 1)}, nil
}

func TestFileStoreOnDisk(t *testing.T) {
	s := fileStore(t)
	ctx := context.Background()
	tok := &oauth2.Token{AccessToken: "lph_at_x", RefreshToken: "lph_rt_x"}
	if err := Seal(s, gcm(t, "k")).Save(ctx, "user_01", tok); err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(s.dir)
	if len(entries) != 2 {
		t.Errorf("%v", entries)
	}
	for _, e := range entries {
		info, _ := e.Info()
		data, _ := os.ReadFile(filepath.Join(s.dir, e.Name()))
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 || strings.Contains(string(data), "lph_") || strings.Contains(e.Name(), "user") {
			t.Errorf("%s %v %s", e.Name(), info.Mode(), data)
		}
	}
	if info, _ := os.Stat(s.dir); runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("directory %v", info.Mode())
	}
	// A crash in the middle of writing leaves a draft, which disturbs nobody.
	if err := s.Save(ctx, "user_01", tok); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(s.path("user_01")+".tmp", []byte("{half"), 0o600)
	if got, err := s.Load(ctx, "user_01"); err != nil || got.AccessToken != "lph_at_x" {
		t.Error(err)
	}
	if err := s.Update(ctx, "user_01", func(*oauth2.Token) (*oauth2.Token, error) { return &oauth2.Token{AccessToken: "n"}, nil }); err != nil {
		t.Error(err)
	}
	// Another user's file under this name, a damaged one, a newer one.
	data, _ := os.ReadFile(s.path("user_01") + ".json")
	for content, want := range map[string]string{
		strings.Replace(string(data), "user_01", "user_02", 1):         "another user's",
		strings.Replace(string(data), `"version":1`, `"version":2`, 1): "newer version",
		string(data[:len(data)-5]):                                     "damaged",
		"":                                                             "damaged",
		"null":                                                         "damaged",
	} {
		os.WriteFile(s.path("user_01")+".json", []byte(content), 0o600)
		if _, err := s.Load(ctx, "user_01"); err == nil || errors.Is(err, ErrNoGrant) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "lph_") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestFileStoreNoticesBeforeItCannotWrite(t *testing.T) {
	s := fileStore(t)
	ctx := context.Background()
	if err := s.Save(ctx, "u", &oauth2.Token{AccessToken: "a"}); err != nil {
		t.Fatal(err)
	}
	// A directory in the draft's place: works for root too, unlike modes.
	if err := os.Mkdir(s.path("u")+".tmp", 0o700); err != nil {
		t.Fatal(err)
	}
	err := s.Update(ctx, "u", func(cur *oauth2.Token) (*oauth2.Token, error) {
		t.Error("called although the result cannot be stored")
		return cur, nil
	})
	if err == nil {
		t.Error("no error")
	}
	if got, err := s.Load(ctx, "u"); err != nil || got.AccessToken != "a" {
		t.Errorf("the grant did not survive: %v", err)
	}
	if _, err := NewFileStore(""); err == nil {
		t.Error("a store nowhere")
	}
}

func TestSealBindsUserFieldAndKey(t *testing.T) {
	ctx := context.Background()
	inner := NewMemoryStore()
	s := Seal(inner, gcm(t, "k"))
	s.Save(ctx, "u", &oauth2.Token{AccessToken: "lph_at_x", RefreshToken: "lph_rt_x"})
	raw, _ := inner.Load(ctx, "u")
	if strings.Contains(raw.AccessToken+raw.RefreshToken, "lph_") {
		t.Fatalf("in the clear: %v", raw)
	}
	inner.Save(ctx, "v", raw) // a row moved to another user
	inner.Save(ctx, "w", &oauth2.Token{AccessToken: raw.RefreshToken, RefreshToken: raw.AccessToken})
	inner.Save(ctx, "x", &oauth2.Token{AccessToken: "plain", RefreshToken: "plain"})
	inner.Save(ctx, "y", &oauth2.Token{AccessToken: sealedPrefix + "AA", RefreshToken: sealedPrefix})
	for _, user := range []string{"v", "w", "x", "y"} {
		if _, err := s.Load(ctx, user); err == nil || errors.Is(err, ErrNoGrant) {
			t.Errorf("%s: %v", user, err)
		}
		if err := s.Update(ctx, user, increment); err == nil {
			t.Errorf("%s was updated", user)
		}
	}
	if _, err := Seal(inner, gcm(t, "z")).Load(ctx, "u"); err == nil {
		t.Error("opened with another key")
	}
	rotated := Seal(inner, gcm(t, "z"), gcm(t, "k"))
	if err := rotated.Update(ctx, "u", func(cur *oauth2.Token) (*oauth2.Token, error) {
		return &oauth2.Token{AccessToken: cur.AccessToken + "2", RefreshToken: cur.RefreshToken}, nil
	}); err != nil {
		t.Fatal(err)
	}
	if tok, err := Seal(inner, gcm(t, "z")).Load(ctx, "u"); err != nil || tok.AccessToken != "lph_at_x2" {
		t.Errorf("after the key changed: %v", err)
	}
}

func TestSQLOptions(t *testing.T) {
	if _, err := NewSQLStore(nil, SQLOptions{Dialect: SQLite}); err == nil {
		t.Error("a store without a database")
	}
}
