/* fb-login-rate.c
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

#include "fb-login-rate.h"

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

struct _FbLoginRate
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
forget_oldest (FbLoginRate *rate)
{
  GList *link = g_queue_peek_tail_link (&rate->by_age);
  Resident *oldest = link->data;

  g_queue_unlink (&rate->by_age, link);
  g_hash_table_remove (rate->residents, &oldest->place);
}

static Bucket *
bucket_of (FbLoginRate *rate, GInetAddress *address, gint64 now)
{
  Place place = place_of (address);
  Resident *resident = g_hash_table_lookup (rate->residents, &place);

  if (resident != NULL)
    g_queue_unlink (&rate->by_age, &resident->link);
  else
    {
      if (g_hash_table_size (rate->residents) >= MAX_BUCKETS)
        forget_oldest (rate);
      resident = g_new0 (Resident, 1);
      resident->place = place;
      resident->bucket.tokens = rate->per_address;
      resident->bucket.filled_at = now;
      resident->link.data = resident;
      g_hash_table_insert (rate->residents, &resident->place, resident);
    }
  g_queue_push_head_link (&rate->by_age, &resident->link);
  bucket_fill (&resident->bucket, rate->per_address, now);
  return &resident->bucket;
}

static gboolean
is_welcome (FbLoginRate *rate, GInetAddress *address)
{
  Place place = place_of (address);

  for (guint i = 0; i < rate->n_welcome; i++)
    if (place_equal (&rate->welcome[i], &place))
      return TRUE;
  return FALSE;
}

/**
 * fb_login_rate_new:
 * @per_address: how many logins from one address may fail in a minute
 * @overall: how many in all
 *
 * Returns: (transfer full): full buckets
 */
FbLoginRate *
fb_login_rate_new (guint per_address, guint overall)
{
  FbLoginRate *rate = g_new0 (FbLoginRate, 1);

  rate->per_address = per_address;
  rate->overall = overall;
  rate->for_all.tokens = overall;
  rate->residents = g_hash_table_new_full (place_hash, place_equal, NULL, g_free);
  g_queue_init (&rate->by_age);
  return rate;
}

void
fb_login_rate_free (FbLoginRate *rate)
{
  g_hash_table_unref (rate->residents);
  g_free (rate);
}

/* From now on. What was taken stays taken, and what is more than there may be runs over. */
void
fb_login_rate_set_limits (FbLoginRate *rate, guint per_address, guint overall)
{
  rate->for_all.tokens += (double) overall - rate->overall;
  rate->for_all.tokens = CLAMP (rate->for_all.tokens, 0, overall);
  if (per_address != rate->per_address)
    {
      g_hash_table_remove_all (rate->residents);
      g_queue_init (&rate->by_age);
    }
  rate->per_address = per_address;
  rate->overall = overall;
}

/**
 * fb_login_rate_take:
 * @rate: the buckets
 * @address: where a login comes from that failed, or may fail
 * @now: the monotonic time
 *
 * Takes a token from both buckets, unless one of them is empty that counts.
 *
 * Returns: the chance that it gets
 */
FbLoginChance
fb_login_rate_take (FbLoginRate *rate, GInetAddress *address, gint64 now)
{
  Bucket *own = bucket_of (rate, address, now);
  gboolean is_good = is_welcome (rate, address);

  bucket_fill (&rate->for_all, rate->overall, now);
  if (own->tokens < 1 || (rate->for_all.tokens < 1 && !is_good))
    return FB_LOGIN_NONE;
  bucket_take (own);
  bucket_take (&rate->for_all);
  return is_good ? FB_LOGIN_GOOD : FB_LOGIN_FAIR;
}

/* It did not fail: what was taken for it is given back. */
void
fb_login_rate_give_back (FbLoginRate *rate, GInetAddress *address)
{
  Place place = place_of (address);
  Resident *resident = g_hash_table_lookup (rate->residents, &place);

  /* What is more than there may be runs over when it is filled, before the next is taken. */
  if (resident != NULL)
    resident->bucket.tokens++;
  rate->for_all.tokens++;
}

/* Somebody logged in from there. */
void
fb_login_rate_welcome (FbLoginRate *rate, GInetAddress *address)
{
  if (is_welcome (rate, address))
    return;
  rate->welcome[rate->next_welcome] = place_of (address);
  rate->next_welcome = (rate->next_welcome + 1) % MAX_WELCOME;
  rate->n_welcome = MIN (rate->n_welcome + 1, MAX_WELCOME);
}

/**
 * fb_login_rate_get_wait:
 * @rate: the buckets
 * @address: where a login came from that had no chance
 * @now: the monotonic time
 *
 * Returns: after how many seconds it has one, at least 1
 */
guint
fb_login_rate_get_wait (FbLoginRate *rate, GInetAddress *address, gint64 now)
{
  guint own = bucket_get_wait (bucket_of (rate, address, now), rate->per_address);

  bucket_fill (&rate->for_all, rate->overall, now);
  guint for_all = is_welcome (rate, address) ? 0 : bucket_get_wait (&rate->for_all, rate->overall);
  return MAX (MAX (own, for_all), 1);
}

guint
fb_login_rate_get_n_buckets (FbLoginRate *rate)
{
  return g_hash_table_size (rate->residents);
}
