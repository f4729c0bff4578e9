/* The floor: takes messages from its first connection (four bytes of length, little endian, then as many bytes) and
   sends each to all others, one send() after the other. What is sent is ready when it comes. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_SUBSCRIBERS = 65536, MAX_MESSAGE = 65536 };

static int subscribers[MAX_SUBSCRIBERS];
static int count;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int listen_on_any_port(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, size) < 0) fail("bind");
  if (listen(listener, 4096) < 0) fail("listen");
  if (getsockname(listener, (struct sockaddr *)&address, &size) < 0) fail("getsockname");
  printf("listening on %d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

static int take(int listener) {
  int one = 1, taken = accept(listener, NULL, NULL);
  if (taken < 0) fail("accept");
  setsockopt(taken, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return taken;
}

/* Whole, also where the other side is slow; 0 at the end. */
static int receive(int from, void *bytes, size_t size) { return recv(from, bytes, size, MSG_WAITALL) == (ssize_t)size; }

static void send_whole(int to, const char *bytes, size_t size) {
  for (ssize_t sent; size > 0; bytes += sent, size -= (size_t)sent)
    if ((sent = send(to, bytes, size, MSG_NOSIGNAL)) < 0) return;
}

static int broadcast_from(int publisher) {
  static char message[MAX_MESSAGE];
  uint32_t size;
  if (!receive(publisher, &size, sizeof size) || size > sizeof message || !receive(publisher, message, size)) return 0;
  for (int i = 0; i < count; i++) send_whole(subscribers[i], message, size);
  return 1;
}

static void watch(int queue, int socket) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
  if (epoll_ctl(queue, EPOLL_CTL_ADD, socket, &event) < 0) fail("epoll_ctl");
}

int main(void) {
  int listener = listen_on_any_port(), publisher = take(listener), queue = epoll_create1(0);
  watch(queue, listener);
  watch(queue, publisher);
  for (struct epoll_event event; epoll_wait(queue, &event, 1, -1) > 0;) {
    if (event.data.fd == publisher) {
      if (!broadcast_from(publisher)) return 0;
    } else if (count < MAX_SUBSCRIBERS) {
      subscribers[count++] = take(listener);
    }
  }
  return 0;
}
