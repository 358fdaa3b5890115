// Package memstore has the signatures of github.com/kataras/iris/v12/core/memstore that cases use.
package memstore

type Entry struct{}

type Store []Entry

func (r *Store) Set(key string, value any) (Entry, bool) { return Entry{}, false }
func (r *Store) GetString(key string) string             { return "" }
