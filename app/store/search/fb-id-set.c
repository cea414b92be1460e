/* fb-id-set.c
 *
 * A set of rows' numbers that is asked once for each of a million rows, so it is an array of bits,
 * in pages that are made when a bit of them is set. A row's number counts the faxes; one that no
 * store can have, out of a damaged database, costs a page and no more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-id-set.h"

#define PAGE_BITS    16
#define PAGE_IDS     (1U << PAGE_BITS)
#define WORDS        (PAGE_IDS / 64)
#define DIRECT_PAGES 4096 /* the first 268 million numbers */

struct _FbIdSet
{
  guint64 *pages[DIRECT_PAGES];
  GHashTable *far_ids; /* gint64, owned: those that are above */
};

/**
 * fb_id_set_new:
 *
 * Returns: (transfer full): an empty set
 */
FbIdSet *
fb_id_set_new (void)
{
  FbIdSet *self = g_new0 (FbIdSet, 1);

  self->far_ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * fb_id_set_free:
 * @set: (nullable): a set
 */
void
fb_id_set_free (FbIdSet *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < DIRECT_PAGES; i++)
    g_free (self->pages[i]);
  g_hash_table_unref (self->far_ids);
  g_free (self);
}

static gboolean
is_direct (gint64 id)
{
  return id >= 0 && id >> PAGE_BITS < DIRECT_PAGES;
}

static guint64
get_bit (gint64 id)
{
  return G_GUINT64_CONSTANT (1) << (id % 64);
}

static void
put_direct (FbIdSet *self, gint64 id, gboolean is_contained)
{
  guint64 **page = &self->pages[id >> PAGE_BITS];
  const gsize word = (gsize) (id % PAGE_IDS) / 64;

  if (*page == NULL && !is_contained)
    return;
  if (*page == NULL)
    *page = g_new0 (guint64, WORDS);
  if (is_contained)
    (*page)[word] |= get_bit (id);
  else
    (*page)[word] &= ~get_bit (id);
}

/**
 * fb_id_set_put:
 * @set: a set
 * @id: a row's number
 * @is_contained: whether it is in the set from now on
 */
void
fb_id_set_put (FbIdSet *self, gint64 id, gboolean is_contained)
{
  g_return_if_fail (self != NULL);

  if (is_direct (id))
    put_direct (self, id, is_contained);
  else if (is_contained)
    g_hash_table_add (self->far_ids, g_memdup2 (&id, sizeof id));
  else
    g_hash_table_remove (self->far_ids, &id);
}

/**
 * fb_id_set_contains:
 * @set: a set
 * @id: a row's number
 *
 * Returns: whether it is in the set
 */
gboolean
fb_id_set_contains (const FbIdSet *self, gint64 id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!is_direct (id))
    return g_hash_table_contains (self->far_ids, &id);
  const guint64 *page = self->pages[id >> PAGE_BITS];
  return page != NULL && (page[(id % PAGE_IDS) / 64] & get_bit (id)) != 0;
}
