// Package queue is as much of a NATS server as the portal needs: subjects without
// wildcards, queue groups of one member, no headers, no authentication.
package queue

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
)

// A Server passes messages on.
type Server struct {
	mu   sync.Mutex
	subs map[*conn]map[string]string // subject by sid
}

// A conn is one client.
type conn struct {
	mu sync.Mutex
	net.Conn
}

func (c *conn) say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(c.Conn, format, args...)
}

// Serve accepts clients until l is closed.
func (s *Server) Serve(l net.Listener) {
	s.subs = map[*conn]map[string]string{}
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go s.talk(&conn{Conn: c})
	}
}

// talk speaks the client protocol with one client.
func (s *Server) talk(c *conn) {
	defer c.Close()
	s.mu.Lock()
	s.subs[c] = map[string]string{}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.subs, c)
		s.mu.Unlock()
	}()
	c.say("INFO {\"server_id\":\"wire\",\"version\":\"2.10.0\",\"proto\":1,\"max_payload\":1048576}\r\n")
	in := bufio.NewReader(c.Conn)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		if err := s.command(c, strings.Fields(line), in); err != nil {
			return
		}
	}
}

// command obeys one line.
func (s *Server) command(c *conn, words []string, in io.Reader) error {
	switch {
	case len(words) == 0:
	case words[0] == "PING":
		c.say("PONG\r\n")
	case words[0] == "SUB" && len(words) >= 3:
		s.mu.Lock()
		s.subs[c][words[len(words)-1]] = words[1]
		s.mu.Unlock()
	case words[0] == "UNSUB" && len(words) >= 2:
		s.mu.Lock()
		delete(s.subs[c], words[1])
		s.mu.Unlock()
	case words[0] == "PUB" && len(words) >= 3:
		n, err := strconv.Atoi(words[len(words)-1])
		if err != nil || n < 0 || n > 1<<20 {
			return fmt.Errorf("bad size")
		}
		data := make([]byte, n+2) // and the line's end
		if _, err := io.ReadFull(in, data); err != nil {
			return err
		}
		s.Publish(words[1], data[:n])
	}
	return nil
}

// Publish sends data to everybody who has subscribed to subject, and says to how
// many.
func (s *Server) Publish(subject string, data []byte) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for c, subs := range s.subs {
		for sid, sub := range subs {
			if sub == subject {
				c.say("MSG %s %s %d\r\n%s\r\n", subject, sid, len(data), data)
				n++
			}
		}
	}
	return n
}
