/* fb-test-log.c
 *
 * Faxes that this process sends to itself, to test the way. Of the password that Documo has only a
 * hash is here, so each test has a sign-in of its own: 256 random bits, which exist only in this
 * process and on the way, for one delivery and for a short time. It lets in nothing but the very
 * content that is expected; so whoever reads it on the way can do no more than deliver the test.
 *
 * What became of a test is known here, and not from its answer: anybody may answer anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-log.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define KEY_BYTES      32
#define NONCE_BYTES    16
#define PASSWORD_BYTES 32
#define USER_PREFIX    "faxbell-test-"

typedef struct
{
  guint8 bytes[32];
} Digest;

/* A test that is expected. Of its sign-in only the digest is kept. */
typedef struct
{
  guint number;
  char *nonce;
  Digest sign_in;
  FbTestContent content;
  gint64 expires_at; /* monotonic */
  gboolean is_ended;
  FbTestArrival arrival;
} Test;

struct _FbTestLog
{
  guint8 key[KEY_BYTES]; /* of the digests */

  GMutex mutex;
  GPtrArray *tests; /* Test */
  guint last_number;
};

static void
test_free (gpointer data)
{
  Test *test = data;

  g_free (test->nonce);
  g_free (test->content.json);
  g_free (test->content.document);
  explicit_bzero (test, sizeof *test);
  g_free (test);
}

static void
make_random (guint8 *bytes, gsize length)
{
  if (gnutls_rnd (GNUTLS_RND_KEY, bytes, length) < 0)
    g_error ("There is no randomness");
}

/* Overwrite it before it is freed. */
static char *
make_random_text (gsize n_bytes)
{
  g_autofree guint8 *bytes = g_malloc (n_bytes);
  char *text = g_malloc0 (2 * n_bytes + 1);

  make_random (bytes, n_bytes);
  for (gsize i = 0; i < n_bytes; i++)
    g_snprintf (text + 2 * i, 3, "%02x", bytes[i]);
  explicit_bzero (bytes, n_bytes);
  return text;
}

static Digest
make_digest (const FbTestLog *log, const char *user, const char *password)
{
  Digest digest = { 0 };
  gnutls_hmac_hd_t hmac;

  if (gnutls_hmac_init (&hmac, GNUTLS_MAC_SHA256, log->key, sizeof log->key) < 0)
    g_error ("There is no HMAC");
  gnutls_hmac (hmac, user, strlen (user));
  gnutls_hmac (hmac, ":", 1);
  gnutls_hmac (hmac, password, strlen (password));
  gnutls_hmac_deinit (hmac, digest.bytes);
  return digest;
}

static gboolean
is_expired (const Test *test)
{
  return g_get_monotonic_time () >= test->expires_at;
}

/* With the mutex held. */
static void
drop_expired (FbTestLog *log)
{
  for (guint i = log->tests->len; i > 0; i--)
    if (is_expired (g_ptr_array_index (log->tests, i - 1)))
      g_ptr_array_remove_index_fast (log->tests, i - 1);
}

/* With the mutex held. */
static Test *
find_number (FbTestLog *log, guint number)
{
  for (guint i = 0; i < log->tests->len; i++)
    if (((Test *) g_ptr_array_index (log->tests, i))->number == number)
      return g_ptr_array_index (log->tests, i);
  return NULL;
}

/**
 * fb_test_log_new:
 *
 * Returns: (transfer full): a log that expects no test
 */
FbTestLog *
fb_test_log_new (void)
{
  FbTestLog *log = g_atomic_rc_box_new0 (FbTestLog);

  make_random (log->key, sizeof log->key);
  g_mutex_init (&log->mutex);
  log->tests = g_ptr_array_new_with_free_func (test_free);
  return log;
}

/**
 * fb_test_log_ref:
 * @log: a log
 *
 * Returns: (transfer full): another reference to it
 */
FbTestLog *
fb_test_log_ref (FbTestLog *log)
{
  return g_atomic_rc_box_acquire (log);
}

static void
fb_test_log_clear (gpointer data)
{
  FbTestLog *log = data;

  g_ptr_array_unref (log->tests);
  g_mutex_clear (&log->mutex);
  explicit_bzero (log->key, sizeof log->key);
}

/**
 * fb_test_log_unref:
 * @log: (transfer full): a log
 *
 * Gives up a reference.
 */
void
fb_test_log_unref (FbTestLog *log)
{
  g_atomic_rc_box_release_full (log, fb_test_log_clear);
}

/**
 * fb_test_sign_in_free:
 * @sign_in: (transfer full): a sign-in
 *
 * Overwrites and frees it.
 */
void
fb_test_sign_in_free (FbTestSignIn *sign_in)
{
  explicit_bzero (sign_in->password, strlen (sign_in->password));
  g_free (sign_in->password);
  g_free (sign_in->user);
  g_free (sign_in->nonce);
  g_free (sign_in);
}

/**
 * fb_test_content_free:
 * @content: (transfer full): what is in a test
 *
 * Frees it.
 */
void
fb_test_content_free (FbTestContent *content)
{
  g_free (content->json);
  g_free (content->document);
  g_free (content);
}

/* Sending */

/**
 * fb_test_log_expect:
 * @log: a log
 * @json: the event that the test brings, byte for byte
 * @document: its document
 * @lifetime_ms: how long its sign-in is good, in milliseconds
 *
 * Expects a test from now on. Call fb_test_log_end() for each.
 *
 * Returns: (transfer full): what the test has to show
 */
FbTestSignIn *
fb_test_log_expect (FbTestLog *log, GBytes *json, GBytes *document, guint lifetime_ms)
{
  g_return_val_if_fail (log != NULL && json != NULL && document != NULL, NULL);

  FbTestSignIn *sign_in = g_new0 (FbTestSignIn, 1);
  g_autofree char *name = make_random_text (NONCE_BYTES);
  Test *test = g_new0 (Test, 1);

  sign_in->nonce = make_random_text (NONCE_BYTES);
  sign_in->user = g_strconcat (USER_PREFIX, name, NULL);
  sign_in->password = make_random_text (PASSWORD_BYTES);
  test->nonce = g_strdup (sign_in->nonce);
  test->sign_in = make_digest (log, sign_in->user, sign_in->password);
  test->content.json = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, json);
  test->content.document = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, document);
  test->expires_at = g_get_monotonic_time () + lifetime_ms * G_TIME_SPAN_MILLISECOND;

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  drop_expired (log);
  test->number = ++log->last_number;
  g_ptr_array_add (log->tests, test);
  return sign_in;
}

/**
 * fb_test_log_end:
 * @log: a log
 * @nonce: a test's
 *
 * Expects it no more; its sign-in is good for nothing from now on. What still comes of it is known
 * as ours until its time is over, and isn't taken for Documo's.
 *
 * Returns: how far it has come
 */
FbTestArrival
fb_test_log_end (FbTestLog *log, const char *nonce)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  FbTestArrival arrival = { 0 };

  for (guint i = 0; i < log->tests->len; i++)
    {
      Test *test = g_ptr_array_index (log->tests, i);

      if (!g_str_equal (test->nonce, nonce))
        continue;
      test->is_ended = TRUE;
      arrival = test->arrival;
    }
  return arrival;
}

/**
 * fb_test_log_get_n_expected:
 * @log: a log
 *
 * Returns: how many tests are expected
 */
guint
fb_test_log_get_n_expected (FbTestLog *log)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  guint n = 0;

  for (guint i = 0; i < log->tests->len; i++)
    n += !((Test *) g_ptr_array_index (log->tests, i))->is_ended;
  return n;
}

/* Receiving */

/**
 * fb_test_log_find:
 * @log: a log
 * @nonce: (nullable): what a request has in the header %FB_TEST_HEADER
 *
 * Returns: the number of the test that it is, which has arrived by this; 0 if it is none. It isn't
 *   let in by that
 */
guint
fb_test_log_find (FbTestLog *log, const char *nonce)
{
  if (nonce == NULL)
    return 0;

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  for (guint i = 0; i < log->tests->len; i++)
    {
      Test *test = g_ptr_array_index (log->tests, i);

      if (is_expired (test) || !g_str_equal (test->nonce, nonce))
        continue;
      test->arrival.stage = MAX (test->arrival.stage, FB_TEST_ARRIVED);
      return test->number;
    }
  return 0;
}

/**
 * fb_test_log_check:
 * @log: a log
 * @user: a user name
 * @password: a password
 *
 * Takes the same time wherever they differ from what is expected.
 *
 * Returns: the number of the test whose sign-in they are, and which was not kept yet; 0 if there is
 *   none
 */
guint
fb_test_log_check (FbTestLog *log, const char *user, const char *password)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  if (log->tests->len == 0)
    return 0;
  const Digest digest = make_digest (log, user, password);
  for (guint i = 0; i < log->tests->len; i++)
    {
      Test *test = g_ptr_array_index (log->tests, i);
      const gboolean is_right =
        gnutls_memcmp (digest.bytes, test->sign_in.bytes, sizeof digest.bytes) == 0;

      if (!is_right || test->is_ended || is_expired (test) || test->arrival.stage == FB_TEST_KEPT)
        continue;
      test->arrival.stage = MAX (test->arrival.stage, FB_TEST_ARRIVED);
      return test->number;
    }
  return 0;
}

/**
 * fb_test_log_dup_content:
 * @log: a log
 * @number: a test's number
 *
 * Returns: (transfer full) (nullable): what is in it; %NULL if it isn't expected any more
 */
FbTestContent *
fb_test_log_dup_content (FbTestLog *log, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  const Test *test = find_number (log, number);

  if (test == NULL)
    return NULL;
  FbTestContent *content = g_new (FbTestContent, 1);
  content->json = g_strdup (test->content.json);
  content->document = g_strdup (test->content.document);
  return content;
}

/**
 * fb_test_log_note_refused:
 * @log: a log
 * @number: a test's number
 * @reason: why it was refused
 */
void
fb_test_log_note_refused (FbTestLog *log, guint number, FbRefusalReason reason)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  Test *test = find_number (log, number);

  if (test == NULL)
    return;
  test->arrival.stage = MAX (test->arrival.stage, FB_TEST_REFUSED);
  test->arrival.reason = reason;
}

/**
 * fb_test_log_note_kept:
 * @log: a log
 * @number: a test's number
 *
 * Notes that it is on the disk. Its sign-in is used up.
 */
void
fb_test_log_note_kept (FbTestLog *log, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  Test *test = find_number (log, number);

  if (test != NULL)
    test->arrival.stage = FB_TEST_KEPT;
}
