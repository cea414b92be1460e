/* fb-login-limiter.c
 *
 * Token buckets for logins that fail: one for each address (an IPv6 sender has a whole /64 to
 * itself), and one for all. A bucket holds what may fail in a minute, and is filled at that rate.
 *
 * Whoever shows the password that was verified before never comes here. What is at stake is only
 * who, of those whose password has yet to be verified at the price of a slow hash, goes first:
 *
 *   GOOD  his own bucket isn't empty, and somebody logged in from his address before: a crowd of
 *         other addresses can't take that away, even if it has emptied the bucket for all
 *   FAIR  neither bucket is empty
 *   NONE  the others: they are verified one at a time, when nobody else is, and hear 429 otherwise
 *
 * So even from the address of a flood the right password comes through in the end, and the flood
 * keeps at most one worker busy.
 *
 * The table is bounded. Who comes when it is full takes the place of who has been silent longest;
 * an attacker with many addresses gets a fresh bucket for each, as he would anyway, and still meets
 * the bucket for all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-login-limiter.h"

#include <math.h>
#include <string.h>

#include "fb-address-list.h"

#define MAX_BUCKETS 1024
#define MAX_WELCOME 16

/* An IPv4 address, or the first half of an IPv6 one. Never the same for two of them. */
typedef struct
{
  guint8 bytes[9];
} Place;

typedef struct
{
  double tokens;
  gint64 filled_at;
} Bucket;

typedef struct
{
  Place place;
  Bucket bucket;
  GList link;
} Resident;

struct _FbLoginLimiter
{
  guint per_address;
  guint overall;
  Bucket for_all;
  GHashTable *residents;
  GQueue by_age; /* who was here last comes first */
  Place welcome[MAX_WELCOME];
  guint n_welcome;
  guint next_welcome;
};

static Place
place_of (GInetAddress *address)
{
  g_autoptr (GInetAddress) normalized = fb_address_normalize (address);
  gboolean is_ipv4 = g_inet_address_get_family (normalized) == G_SOCKET_FAMILY_IPV4;
  Place place = { { 0 } };

  place.bytes[0] = is_ipv4 ? 4 : 6;
  memcpy (place.bytes + 1, g_inet_address_to_bytes (normalized), is_ipv4 ? 4 : 8);
  return place;
}

static guint
place_hash (gconstpointer key)
{
  const Place *place = key;
  guint hash = 5381;

  for (guint i = 0; i < sizeof place->bytes; i++)
    hash = hash * 33 + place->bytes[i];
  return hash;
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Place)) == 0;
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
forget_oldest (FbLoginLimiter *limiter)
{
  GList *link = g_queue_peek_tail_link (&limiter->by_age);
  Resident *oldest = link->data;

  g_queue_unlink (&limiter->by_age, link);
  g_hash_table_remove (limiter->residents, &oldest->place);
}

static Bucket *
bucket_of (FbLoginLimiter *limiter, GInetAddress *address, gint64 now)
{
  Place place = place_of (address);
  Resident *resident = g_hash_table_lookup (limiter->residents, &place);

  if (resident != NULL)
    g_queue_unlink (&limiter->by_age, &resident->link);
  else
    {
      if (g_hash_table_size (limiter->residents) >= MAX_BUCKETS)
        forget_oldest (limiter);
      resident = g_new0 (Resident, 1);
      resident->place = place;
      resident->bucket.tokens = limiter->per_address;
      resident->bucket.filled_at = now;
      resident->link.data = resident;
      g_hash_table_insert (limiter->residents, &resident->place, resident);
    }
  g_queue_push_head_link (&limiter->by_age, &resident->link);
  bucket_fill (&resident->bucket, limiter->per_address, now);
  return &resident->bucket;
}

static gboolean
is_welcome (FbLoginLimiter *limiter, GInetAddress *address)
{
  Place place = place_of (address);

  for (guint i = 0; i < limiter->n_welcome; i++)
    if (place_equal (&limiter->welcome[i], &place))
      return TRUE;
  return FALSE;
}

/**
 * fb_login_limiter_new:
 * @per_address: how many logins from one address may fail in a minute
 * @overall: how many in all
 *
 * Returns: (transfer full): full buckets
 */
FbLoginLimiter *
fb_login_limiter_new (guint per_address, guint overall)
{
  FbLoginLimiter *limiter = g_new0 (FbLoginLimiter, 1);

  limiter->per_address = per_address;
  limiter->overall = overall;
  limiter->for_all.tokens = overall;
  limiter->residents = g_hash_table_new_full (place_hash, place_equal, NULL, g_free);
  g_queue_init (&limiter->by_age);
  return limiter;
}

void
fb_login_limiter_free (FbLoginLimiter *limiter)
{
  g_hash_table_unref (limiter->residents);
  g_free (limiter);
}

/* From now on. What was taken table taken, and what is more than there may be runs over. */
void
fb_login_limiter_set_limits (FbLoginLimiter *limiter, guint per_address, guint overall)
{
  limiter->for_all.tokens += (double) overall - limiter->overall;
  limiter->for_all.tokens = CLAMP (limiter->for_all.tokens, 0, overall);
  if (per_address != limiter->per_address)
    {
      g_hash_table_remove_all (limiter->residents);
      g_queue_init (&limiter->by_age);
    }
  limiter->per_address = per_address;
  limiter->overall = overall;
}

/**
 * fb_login_limiter_take:
 * @limiter: the buckets
 * @address: where a login comes from that failed, or may fail
 * @now: the monotonic time
 *
 * Takes a token from both buckets, unless one of them is empty that counts.
 *
 * Returns: the chance that it gets
 */
FbLoginAllowance
fb_login_limiter_take (FbLoginLimiter *limiter, GInetAddress *address, gint64 now)
{
  Bucket *own = bucket_of (limiter, address, now);
  gboolean is_good = is_welcome (limiter, address);

  bucket_fill (&limiter->for_all, limiter->overall, now);
  if (own->tokens < 1 || (limiter->for_all.tokens < 1 && !is_good))
    return FB_LOGIN_DENIED;
  bucket_take (own);
  bucket_take (&limiter->for_all);
  return is_good ? FB_LOGIN_TRUSTED : FB_LOGIN_LIMITED;
}

/* It did not fail: what was taken for it is given back. */
void
fb_login_limiter_give_back (FbLoginLimiter *limiter, GInetAddress *address)
{
  Place place = place_of (address);
  Resident *resident = g_hash_table_lookup (limiter->residents, &place);

  /* What is more than there may be runs over when it is filled, before the next is taken. */
  if (resident != NULL)
    resident->bucket.tokens++;
  limiter->for_all.tokens++;
}

/* Somebody logged in from there. */
void
fb_login_limiter_trust (FbLoginLimiter *limiter, GInetAddress *address)
{
  if (is_welcome (limiter, address))
    return;
  limiter->welcome[limiter->next_welcome] = place_of (address);
  limiter->next_welcome = (limiter->next_welcome + 1) % MAX_WELCOME;
  limiter->n_welcome = MIN (limiter->n_welcome + 1, MAX_WELCOME);
}

/**
 * fb_login_limiter_get_wait:
 * @limiter: the buckets
 * @address: where a login came from that had no chance
 * @now: the monotonic time
 *
 * Returns: after how many seconds it has one, at least 1
 */
guint
fb_login_limiter_get_wait (FbLoginLimiter *limiter, GInetAddress *address, gint64 now)
{
  guint own = bucket_get_wait (bucket_of (limiter, address, now), limiter->per_address);

  bucket_fill (&limiter->for_all, limiter->overall, now);
  guint for_all =
    is_welcome (limiter, address) ? 0 : bucket_get_wait (&limiter->for_all, limiter->overall);
  return MAX (MAX (own, for_all), 1);
}

guint
fb_login_limiter_get_n_buckets (FbLoginLimiter *limiter)
{
  return g_hash_table_size (limiter->residents);
}
