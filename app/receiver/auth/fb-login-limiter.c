/* fb-login-limiter.c
 *
 * Token buckets for failed logins: one for each address (for an IPv6 address, its /64 network), and
 * one for all. A bucket holds as many tokens as logins may fail in a minute, and is refilled at
 * that rate.
 *
 * A request with a password that was verified before never gets here. What is decided is only which
 * of those whose password has yet to be verified, at the cost of a slow hash, come first:
 *
 *   TRUSTED  the address has tokens, and a login from it succeeded before: other addresses can't
 * take that away, even if they have emptied the bucket for all LIMITED  the address has tokens, and
 * so has the bucket for all DENIED   all others: one of them is verified at a time, if no other
 * password is; the rest get 429
 *
 * So even from the address of a flood the right password succeeds in the end, and the flood keeps
 * at most one worker busy.
 *
 * The number of buckets is limited. When there are too many, the one that was not used for the
 * longest time is dropped; an attacker with many addresses gets a full bucket for each, as they
 * would anyway, and is still limited by the bucket for all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-login-limiter.h"

#include <math.h>
#include <string.h>

#include "fb-address-list.h"

#define MAX_BUCKETS 1024
#define MAX_TRUSTED 16

/* An IPv4 address, or the network half of an IPv6 address; the two never compare equal. */
typedef struct
{
  guint8 bytes[9];
} AddressKey;

typedef struct
{
  double tokens;
  gint64 filled_at;
} Bucket;

typedef struct
{
  AddressKey key;
  Bucket bucket;
  GList link;
} AddressBucket;

struct _FbLoginLimiter
{
  guint per_address;
  guint overall;
  Bucket for_all;
  GHashTable *by_address;
  GQueue by_age; /* the most recently used first */
  AddressKey trusted[MAX_TRUSTED];
  guint n_trusted;
  guint next_trusted;
};

static AddressKey
address_key (GInetAddress *address)
{
  g_autoptr (GInetAddress) normalized = fb_address_normalize (address);
  gboolean is_ipv4 = g_inet_address_get_family (normalized) == G_SOCKET_FAMILY_IPV4;
  AddressKey key = { { 0 } };

  key.bytes[0] = is_ipv4 ? 4 : 6;
  memcpy (key.bytes + 1, g_inet_address_to_bytes (normalized), is_ipv4 ? 4 : 8);
  return key;
}

static guint
address_key_hash (gconstpointer key)
{
  const AddressKey *entry = key;
  guint hash = 5381;

  for (guint i = 0; i < sizeof entry->bytes; i++)
    hash = hash * 33 + entry->bytes[i];
  return hash;
}

static gboolean
address_key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (AddressKey)) == 0;
}

static void
bucket_fill (Bucket *bucket, guint per_minute, gint64 now)
{
  double seconds = (double) (now - bucket->filled_at) / G_TIME_SPAN_SECOND;

  bucket->tokens = MIN (per_minute, bucket->tokens + MAX (seconds, 0) * per_minute / 60);
  bucket->filled_at = now;
}

static guint
bucket_get_wait (const Bucket *bucket, guint per_minute)
{
  return bucket->tokens >= 1 ? 0 : (guint) ceil ((1 - bucket->tokens) * 60 / per_minute);
}

static void
bucket_take (Bucket *bucket)
{
  bucket->tokens = MAX (bucket->tokens - 1, 0);
}

static void
drop_oldest (FbLoginLimiter *limiter)
{
  GList *link = g_queue_peek_tail_link (&limiter->by_age);
  AddressBucket *oldest = link->data;

  g_queue_unlink (&limiter->by_age, link);
  g_hash_table_remove (limiter->by_address, &oldest->key);
}

static Bucket *
bucket_of (FbLoginLimiter *limiter, GInetAddress *address, gint64 now)
{
  AddressKey key = address_key (address);
  AddressBucket *entry = g_hash_table_lookup (limiter->by_address, &key);

  if (entry != NULL)
    g_queue_unlink (&limiter->by_age, &entry->link);
  else
    {
      if (g_hash_table_size (limiter->by_address) >= MAX_BUCKETS)
        drop_oldest (limiter);
      entry = g_new0 (AddressBucket, 1);
      entry->key = key;
      entry->bucket.tokens = limiter->per_address;
      entry->bucket.filled_at = now;
      entry->link.data = entry;
      g_hash_table_insert (limiter->by_address, &entry->key, entry);
    }
  g_queue_push_head_link (&limiter->by_age, &entry->link);
  bucket_fill (&entry->bucket, limiter->per_address, now);
  return &entry->bucket;
}

static gboolean
is_trusted (FbLoginLimiter *limiter, GInetAddress *address)
{
  AddressKey key = address_key (address);

  for (guint i = 0; i < limiter->n_trusted; i++)
    if (address_key_equal (&limiter->trusted[i], &key))
      return TRUE;
  return FALSE;
}

/**
 * fb_login_limiter_new:
 * @per_address: how many logins from one address may fail in a minute
 * @overall: how many logins may fail in a minute in all
 *
 * Returns: (transfer full): a limiter whose buckets are full
 */
FbLoginLimiter *
fb_login_limiter_new (guint per_address, guint overall)
{
  FbLoginLimiter *limiter = g_new0 (FbLoginLimiter, 1);

  limiter->per_address = per_address;
  limiter->overall = overall;
  limiter->for_all.tokens = overall;
  limiter->by_address = g_hash_table_new_full (address_key_hash, address_key_equal, NULL, g_free);
  g_queue_init (&limiter->by_age);
  return limiter;
}

/**
 * fb_login_limiter_free:
 * @limiter: (transfer full): a limiter
 *
 * Frees it.
 */
void
fb_login_limiter_free (FbLoginLimiter *limiter)
{
  g_hash_table_unref (limiter->by_address);
  g_free (limiter);
}

/**
 * fb_login_limiter_set_limits:
 * @limiter: a limiter
 * @per_address: how many logins from one address may fail in a minute, from now on
 * @overall: how many logins may fail in a minute in all
 *
 * Tokens that were taken from the bucket for all stay taken; the buckets of addresses are filled
 * again if @per_address has changed.
 */
void
fb_login_limiter_set_limits (FbLoginLimiter *limiter, guint per_address, guint overall)
{
  limiter->for_all.tokens += (double) overall - limiter->overall;
  limiter->for_all.tokens = CLAMP (limiter->for_all.tokens, 0, overall);
  if (per_address != limiter->per_address)
    {
      g_hash_table_remove_all (limiter->by_address);
      g_queue_init (&limiter->by_age);
    }
  limiter->per_address = per_address;
  limiter->overall = overall;
}

/**
 * fb_login_limiter_take:
 * @limiter: a limiter
 * @address: the address of a client whose login has failed, or may fail
 * @now: the monotonic time, in microseconds
 *
 * Takes a token from both buckets, unless the login is denied.
 *
 * Returns: what the login may cost
 */
FbLoginAllowance
fb_login_limiter_take (FbLoginLimiter *limiter, GInetAddress *address, gint64 now)
{
  Bucket *own = bucket_of (limiter, address, now);
  gboolean trusted = is_trusted (limiter, address);

  bucket_fill (&limiter->for_all, limiter->overall, now);
  if (own->tokens < 1 || (limiter->for_all.tokens < 1 && !trusted))
    return FB_LOGIN_DENIED;
  bucket_take (own);
  bucket_take (&limiter->for_all);
  return trusted ? FB_LOGIN_TRUSTED : FB_LOGIN_LIMITED;
}

/**
 * fb_login_limiter_give_back:
 * @limiter: a limiter
 * @address: the address that a token was taken for
 *
 * Returns the token of a login that did not fail after all.
 */
void
fb_login_limiter_give_back (FbLoginLimiter *limiter, GInetAddress *address)
{
  AddressKey key = address_key (address);
  AddressBucket *entry = g_hash_table_lookup (limiter->by_address, &key);

  /* A bucket that is too full is levelled when it is filled, before the next token is taken. */
  if (entry != NULL)
    entry->bucket.tokens++;
  limiter->for_all.tokens++;
}

/**
 * fb_login_limiter_trust:
 * @limiter: a limiter
 * @address: the address of a client whose login succeeded
 *
 * Remembers the address, among the last few.
 */
void
fb_login_limiter_trust (FbLoginLimiter *limiter, GInetAddress *address)
{
  if (is_trusted (limiter, address))
    return;
  limiter->trusted[limiter->next_trusted] = address_key (address);
  limiter->next_trusted = (limiter->next_trusted + 1) % MAX_TRUSTED;
  limiter->n_trusted = MIN (limiter->n_trusted + 1, MAX_TRUSTED);
}

/**
 * fb_login_limiter_get_wait:
 * @limiter: a limiter
 * @address: the address of a client whose login was denied
 * @now: the monotonic time, in microseconds
 *
 * Returns: after how many seconds a login from there is allowed, at least 1
 */
guint
fb_login_limiter_get_wait (FbLoginLimiter *limiter, GInetAddress *address, gint64 now)
{
  guint own = bucket_get_wait (bucket_of (limiter, address, now), limiter->per_address);

  bucket_fill (&limiter->for_all, limiter->overall, now);
  guint for_all =
    is_trusted (limiter, address) ? 0 : bucket_get_wait (&limiter->for_all, limiter->overall);
  return MAX (MAX (own, for_all), 1);
}

/**
 * fb_login_limiter_get_n_buckets:
 * @limiter: a limiter
 *
 * Returns: how many addresses have a bucket
 */
guint
fb_login_limiter_get_n_buckets (FbLoginLimiter *limiter)
{
  return g_hash_table_size (limiter->by_address);
}
