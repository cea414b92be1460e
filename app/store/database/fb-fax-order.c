/* fb-fax-order.c
 *
 * Orders of faxes other than by time: each fax gets a rank, the same one as all that it can't be
 * told apart from. They are read off the database in steps, so that other reads have their turn,
 * and put in order here: SQLite knows nothing of the locale.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-order.h"

#include "fb-contact-query.h"
#include "fb-event.h"
#include "fb-older-faxes.h"
#include "fb-store-error.h"

/* A key: a number, or an index into the texts. */
typedef struct
{
  gint64 key;
  gint64 id;
} RankedFax;

struct _FbRankReading
{
  FbFaxOrder order;
  GArray *faxes;     /* RankedFax: those that have something to go by */
  GArray *last;      /* gint64: ids of those that don't */
  GPtrArray *texts;  /* each once */
  GHashTable *known; /* text → its index */
  gint64 last_id;
};

/* A row that was damaged may have any number: what is above this is not given a rank. */
#define MAX_ID (G_GINT64_CONSTANT (1) << 28)

/* NULL for what there is nothing to go by. Those of the name are all that it is made of. */
static const char *const keys_sql[FB_N_FAX_ORDER_KEYS] = {
  [FB_FAX_ORDER_DATE] = FB_FAX_TIME_SQL,
  [FB_FAX_ORDER_DIRECTION] = "nullif (direction, 0)",
  [FB_FAX_ORDER_NAME] =
    ("direction, recipient_name, caller_id, csid, fax_number, " FB_GIVEN_NAME_SQL),
  [FB_FAX_ORDER_NUMBER] = "number",
  [FB_FAX_ORDER_PAGES] = "CASE WHEN pages_count >= 0 THEN pages_count END",
  [FB_FAX_ORDER_STATUS] = "nullif (status, 0)",
  [FB_FAX_ORDER_WAITING] = "CASE WHEN is_open THEN opened_at END",
  [FB_FAX_ORDER_SUBJECT] = "subject",
  [FB_FAX_ORDER_NOTE] = "note",
  [FB_FAX_ORDER_DOCUMENT] = "CASE WHEN has_document THEN 1 END",
};

static gboolean
is_text (FbFaxOrderKey key)
{
  return key == FB_FAX_ORDER_NAME || key == FB_FAX_ORDER_NUMBER || key == FB_FAX_ORDER_SUBJECT ||
         key == FB_FAX_ORDER_NOTE;
}

/**
 * fb_fax_order_equal:
 * @a: an order
 * @b: another
 *
 * Returns: whether they are the same
 */
gboolean
fb_fax_order_equal (FbFaxOrder a, FbFaxOrder b)
{
  return a.key == b.key && !a.is_descending == !b.is_descending;
}

/**
 * fb_rank_reading_new:
 * @order: how to order the faxes
 *
 * Any thread may use it, one at a time.
 *
 * Returns: (transfer full): a reading that has read nothing yet
 */
FbRankReading *
fb_rank_reading_new (FbFaxOrder order)
{
  FbRankReading *self = g_atomic_rc_box_new0 (FbRankReading);

  self->order = order;
  self->faxes = g_array_new (FALSE, FALSE, sizeof (RankedFax));
  self->last = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static void
clear (gpointer data)
{
  FbRankReading *self = data;

  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->last);
  g_array_unref (self->faxes);
}

/**
 * fb_rank_reading_ref:
 * @reading: a reading
 *
 * Returns: (transfer full): the same
 */
FbRankReading *
fb_rank_reading_ref (FbRankReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * fb_rank_reading_unref:
 * @reading: (transfer full): a reading
 */
void
fb_rank_reading_unref (FbRankReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static char *
dup_text (FbStatement *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* As the list shows it. */
static char *
dup_name (FbStatement *statement)
{
  char *given_name = dup_text (statement, 6);
  if (given_name != NULL)
    return given_name;

  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
  event->direction = (FbDirection) sqlite3_column_int (statement, 1);
  event->recipient_name = dup_text (statement, 2);
  event->caller_id = dup_text (statement, 3);
  event->csid = dup_text (statement, 4);
  event->fax_number = dup_text (statement, 5);
  return fb_event_dup_party (event);
}

static gint64
find_text (FbRankReading *self, char *text)
{
  gpointer known;

  if (g_hash_table_lookup_extended (self->known, text, NULL, &known))
    {
      g_free (text);
      return GPOINTER_TO_INT (known);
    }
  g_hash_table_insert (self->known, text, GINT_TO_POINTER ((int) self->texts->len));
  g_ptr_array_add (self->texts, text);
  return (gint64) self->texts->len - 1;
}

static gboolean
read_key (FbRankReading *self, FbStatement *statement, gint64 *key)
{
  if (!is_text (self->order.key))
    {
      *key = sqlite3_column_int64 (statement, 1);
      return sqlite3_column_type (statement, 1) != SQLITE_NULL;
    }

  char *text =
    self->order.key == FB_FAX_ORDER_NAME ? dup_name (statement) : dup_text (statement, 1);
  if (text == NULL || text[0] == '\0')
    {
      g_free (text);
      return FALSE;
    }
  *key = find_text (self, text);
  return TRUE;
}

static void
read_fax (FbRankReading *self, FbStatement *statement)
{
  RankedFax fax = { 0, sqlite3_column_int64 (statement, 0) };

  self->last_id = fax.id;
  if (fax.id < 0 || fax.id > MAX_ID)
    return;
  if (read_key (self, statement, &fax.key))
    g_array_append_val (self->faxes, fax);
  else
    g_array_append_val (self->last, fax.id);
}

/**
 * fb_rank_reading_step:
 * @reading: a reading
 * @database: what to read on
 * @n_faxes: how many to read at most
 * @is_last: (out): whether all were read
 * @error: return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_rank_reading_step (FbRankReading *self,
                      FbDatabase *database,
                      guint n_faxes,
                      gboolean *is_last,
                      GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id, %s FROM fax WHERE id > ?1 ORDER BY id LIMIT ?2", keys_sql[self->order.key]);
  g_autoptr (FbStatement) statement = fb_database_prepare (database, sql, error);
  gboolean has_row = FALSE;
  guint n_read = 0;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->last_id);
  sqlite3_bind_int64 (statement, 2, n_faxes);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        {
          *is_last = n_read < n_faxes;
          return TRUE;
        }
      read_fax (self, statement);
      n_read++;
    }
  return FALSE;
}

/* Ranks */

static int
compare_texts (gconstpointer a, gconstpointer b, gpointer collation_keys)
{
  GPtrArray *collation = collation_keys;

  return strcmp (g_ptr_array_index (collation, *(const guint *) a),
                 g_ptr_array_index (collation, *(const guint *) b));
}

/* Where each text stands in the locale's order. */
static GArray *
order_texts (FbRankReading *self)
{
  g_autoptr (GPtrArray) collation = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *places = g_array_new (FALSE, TRUE, sizeof (gint64));

  for (guint i = 0; i < self->texts->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (g_ptr_array_index (self->texts, i), -1);
      g_ptr_array_add (collation, g_utf8_collate_key (folded, -1));
      g_array_append_val (sorted, i);
    }
  g_array_sort_with_data (sorted, compare_texts, collation);

  g_array_set_size (places, self->texts->len);
  gint64 place = 0;
  for (guint i = 0; i < sorted->len; i++)
    {
      if (i > 0 && compare_texts (&g_array_index (sorted, guint, i - 1),
                                  &g_array_index (sorted, guint, i), collation) != 0)
        place++;
      g_array_index (places, gint64, g_array_index (sorted, guint, i)) = place;
    }
  return places;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const gint64 one = ((const RankedFax *) a)->key;
  const gint64 other = ((const RankedFax *) b)->key;

  return one < other ? -1 : one > other;
}

static void
order_faxes (FbRankReading *self)
{
  if (is_text (self->order.key))
    {
      g_autoptr (GArray) places = order_texts (self);
      for (guint i = 0; i < self->faxes->len; i++)
        {
          RankedFax *fax = &g_array_index (self->faxes, RankedFax, i);
          fax->key = g_array_index (places, gint64, fax->key);
        }
    }
  g_array_sort (self->faxes, compare_keys);
}

static void
set_rank (GArray *ranks, gint64 id, guint32 rank)
{
  if (id >= ranks->len)
    g_array_set_size (ranks, (guint) id + 1);
  g_array_index (ranks, guint32, id) = rank;
}

/**
 * fb_rank_reading_end:
 * @reading: a reading that has read all
 *
 * Frees what was read, which may be much, here and not where the last reference goes.
 *
 * Returns: (transfer full) (element-type guint32): the rank of each fax by its id; the lowest comes
 *   first
 */
GArray *
fb_rank_reading_end (FbRankReading *self)
{
  GArray *ranks = g_array_new (FALSE, TRUE, sizeof (guint32));
  const guint n_faxes = self->faxes->len;
  guint32 rank = 1;

  order_faxes (self);
  for (guint i = 0; i < n_faxes; i++)
    {
      const guint at = self->order.is_descending ? n_faxes - 1 - i : i;
      const guint before = self->order.is_descending ? at + 1 : at - 1;
      const RankedFax *fax = &g_array_index (self->faxes, RankedFax, at);

      if (i > 0 && fax->key != g_array_index (self->faxes, RankedFax, before).key)
        rank++;
      set_rank (ranks, fax->id, rank);
    }
  for (guint i = 0; i < self->last->len; i++)
    set_rank (ranks, g_array_index (self->last, gint64, i), FB_FAX_RANK_LAST);
  g_hash_table_remove_all (self->known);
  g_ptr_array_set_size (self->texts, 0);
  g_array_set_size (self->faxes, 0);
  g_array_set_size (self->last, 0);
  return ranks;
}
