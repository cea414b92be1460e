/* fb-fax-list.c
 *
 * The faxes that match a filter, newest first, as a list model that is cheap however long it is: it
 * holds their ids, and an FbFax only for as long as somebody shows it (see fb-fax-cache.c).
 *
 * What the store tells of is worked into the ids at once, so the list stays true without asking
 * again. What it tells of while the ids are being read is worked in after that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-list.h"

#include "fb-fax-cache.h"
#include "fb-fax-query.h"

/* Rows that come loaded with the ids: more than a window shows, so that it never opens blank. */
#define FIRST_ROWS 64

struct _FbFaxList
{
  GObject parent_instance;

  FbFaxSource *source;
  FbFaxFilter filter;

  GArray *ids; /* gint64, descending */
  FbFaxCache *cache;

  GCancellable *listing;
  GHashTable *missed; /* id → FbFax, owned: changes that came while the ids are being read */
};

typedef enum
{
  PROP_SOURCE = 1,
  PROP_DIRECTION,
  PROP_STATUS,
  PROP_ONLY_UNREAD,
  PROP_LOADING,
} FbFaxListProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static void fb_fax_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbFaxList,
                               fb_fax_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fb_fax_list_model_init))

/* GListModel */

static GType
fb_fax_list_get_item_type (GListModel *model)
{
  return FB_TYPE_FAX;
}

static guint
fb_fax_list_get_n_items (GListModel *model)
{
  return FB_FAX_LIST (model)->ids->len;
}

static gpointer
fb_fax_list_get_item (GListModel *model, guint position)
{
  FbFaxList *self = FB_FAX_LIST (model);

  if (position >= self->ids->len)
    return NULL;
  return fb_fax_cache_get (self->cache, g_array_index (self->ids, gint64, position));
}

static void
fb_fax_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fb_fax_list_get_item_type;
  iface->get_n_items = fb_fax_list_get_n_items;
  iface->get_item = fb_fax_list_get_item;
}

/* Changes */

/* The position of @id, or where it would be. */
static guint
find_place (FbFaxList *self, gint64 id)
{
  guint low = 0;
  guint high = self->ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (self->ids, gint64, middle) > id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_at (FbFaxList *self, guint position, gint64 id)
{
  return position < self->ids->len && g_array_index (self->ids, gint64, position) == id;
}

/* New rows come at the top: all of them with one signal, however many a burst has brought. */
static guint
add_newest (FbFaxList *self, GPtrArray *faxes)
{
  gint64 newest = self->ids->len > 0 ? g_array_index (self->ids, gint64, 0) : 0;
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_left = faxes->len;

  while (n_left > 0 && fb_fax_get_id (g_ptr_array_index (faxes, n_left - 1)) > newest)
    {
      FbFax *fax = g_ptr_array_index (faxes, --n_left);
      gint64 id = fb_fax_get_id (fax);
      gboolean is_wanted = fb_fax_filter_matches (&self->filter, fax);
      if (is_wanted || fb_fax_cache_has (self->cache, id))
        fb_fax_cache_update (self->cache, fax);
      if (!is_wanted)
        continue;
      g_array_append_val (added, id);
    }
  if (added->len > 0)
    {
      g_array_prepend_vals (self->ids, added->data, added->len);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, added->len);
    }
  return n_left;
}

static void
change_one (FbFaxList *self, FbFax *fax)
{
  gint64 id = fb_fax_get_id (fax);
  guint position = find_place (self, id);
  gboolean is_listed = is_at (self, position, id);
  gboolean is_wanted = fb_fax_filter_matches (&self->filter, fax);

  if (is_wanted || fb_fax_cache_has (self->cache, id))
    fb_fax_cache_update (self->cache, fax);
  if (is_wanted && !is_listed)
    {
      g_array_insert_val (self->ids, position, id);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
    }
  else if (!is_wanted && is_listed)
    {
      g_array_remove_index (self->ids, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
}

static void
on_faxes_changed (FbFaxList *self, GPtrArray *faxes)
{
  if (self->missed != NULL)
    {
      for (guint i = 0; i < faxes->len; i++)
        {
          FbFax *fax = g_ptr_array_index (faxes, i);
          gint64 id = fb_fax_get_id (fax);

          g_hash_table_replace (self->missed, g_memdup2 (&id, sizeof id), g_object_ref (fax));
        }
      return;
    }

  guint n_left = add_newest (self, faxes);
  for (guint i = 0; i < n_left; i++)
    change_one (self, g_ptr_array_index (faxes, i));
}

/* Reading the ids */

typedef struct
{
  FbFaxFilter filter;
  GArray *ids;
  GPtrArray *first;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->ids, g_array_unref);
  g_clear_pointer (&listing->first, g_ptr_array_unref);
  g_free (listing);
}

static gboolean
read_listing (FbFaxQuery *query, Listing *listing, GError **error)
{
  listing->ids = fb_fax_query_list (query, &listing->filter, error);
  if (listing->ids == NULL)
    return FALSE;
  listing->first = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (listing->ids->len, FIRST_ROWS); i++)
    {
      FbFax *fax = fb_fax_query_get (query, g_array_index (listing->ids, gint64, i), error);
      if (fax == NULL)
        return FALSE;
      g_ptr_array_add (listing->first, fax);
    }
  return TRUE;
}

static void
list_in_thread (FbFaxQuery *query, GTask *task)
{
  GError *error = NULL;

  if (read_listing (query, g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
replace_ids (FbFaxList *self, Listing *listing)
{
  guint n_before = self->ids->len;

  fb_fax_cache_clear (self->cache);
  for (guint i = 0; i < listing->first->len; i++)
    fb_fax_cache_add (self->cache, g_ptr_array_index (listing->first, i));
  g_array_unref (self->ids);
  self->ids = g_steal_pointer (&listing->ids);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->ids->len);
}

static void
work_in_missed (FbFaxList *self)
{
  g_autoptr (GHashTable) missed = g_steal_pointer (&self->missed);
  GHashTableIter iter;
  gpointer fax;

  g_hash_table_iter_init (&iter, missed);
  while (g_hash_table_iter_next (&iter, NULL, &fax))
    change_one (self, fax);
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  FbFaxList *self = FB_FAX_LIST (object);
  g_autoptr (GError) error = NULL;
  gboolean is_listed = g_task_propagate_boolean (G_TASK (result), &error);

  /* An answer to an older pending. */
  if (g_task_get_cancellable (G_TASK (result)) != self->listing)
    return;

  g_clear_object (&self->listing);
  if (is_listed)
    replace_ids (self, g_task_get_task_data (G_TASK (result)));
  else
    g_warning ("The faxes could not be listed: %s", error->message);
  work_in_missed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
list (FbFaxList *self)
{
  Listing *listing = g_new0 (Listing, 1);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  if (self->missed == NULL)
    self->missed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);

  GTask *task = g_task_new (self, self->listing, on_listed, NULL);
  listing->filter = self->filter;
  g_task_set_task_data (task, listing, listing_free);
  fb_fax_source_read (self->source, task, list_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
on_reset (FbFaxList *self)
{
  if (fb_fax_source_is_ready (self->source))
    list (self);
}

/* GObject */

static void
fb_fax_list_constructed (GObject *object)
{
  FbFaxList *self = FB_FAX_LIST (object);

  G_OBJECT_CLASS (fb_fax_list_parent_class)->constructed (object);

  self->cache = fb_fax_cache_new (self->source);
  g_signal_connect_object (self->source, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "reset", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);
  on_reset (self);
}

static void
fb_fax_list_dispose (GObject *object)
{
  FbFaxList *self = FB_FAX_LIST (object);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_object (&self->cache);
  g_clear_pointer (&self->missed, g_hash_table_unref);

  G_OBJECT_CLASS (fb_fax_list_parent_class)->dispose (object);
}

static void
fb_fax_list_finalize (GObject *object)
{
  FbFaxList *self = FB_FAX_LIST (object);

  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (fb_fax_list_parent_class)->finalize (object);
}

static void
fb_fax_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbFaxList *self = FB_FAX_LIST (object);

  switch ((FbFaxListProperty) property_id)
    {
    case PROP_SOURCE:
      g_value_set_object (value, self->source);
      break;
    case PROP_DIRECTION:
      g_value_set_int (value, self->filter.direction);
      break;
    case PROP_STATUS:
      g_value_set_int (value, self->filter.status);
      break;
    case PROP_ONLY_UNREAD:
      g_value_set_boolean (value, self->filter.only_unread);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, fb_fax_list_is_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_fax_list_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  FbFaxList *self = FB_FAX_LIST (object);

  switch ((FbFaxListProperty) property_id)
    {
    case PROP_SOURCE:
      self->source = g_value_dup_object (value);
      break;
    case PROP_DIRECTION:
    case PROP_STATUS:
    case PROP_ONLY_UNREAD:
    case PROP_LOADING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_fax_list_class_init (FbFaxListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = fb_fax_list_constructed;
  object_class->dispose = fb_fax_list_dispose;
  object_class->finalize = fb_fax_list_finalize;
  object_class->get_property = fb_fax_list_get_property;
  object_class->set_property = fb_fax_list_set_property;

  properties[PROP_SOURCE] =
    g_param_spec_object ("source", NULL, NULL, FB_TYPE_FAX_SOURCE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DIRECTION] = g_param_spec_int ("direction", NULL, NULL, FB_DIRECTION_ANY,
                                                 FB_N_DIRECTIONS - 1, FB_DIRECTION_ANY, readable);
  properties[PROP_STATUS] = g_param_spec_int ("status", NULL, NULL, FB_STATUS_ANY,
                                              FB_N_STATUSES - 1, FB_STATUS_ANY, readable);
  properties[PROP_ONLY_UNREAD] = g_param_spec_boolean ("only-unread", NULL, NULL, FALSE, readable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_fax_list_init (FbFaxList *self)
{
  self->filter = (FbFaxFilter){ FB_DIRECTION_ANY, FB_STATUS_ANY, FALSE };
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * fb_fax_list_new:
 * @source: whose faxes; its store may be opened later
 *
 * Returns: (transfer full): a list of all of them
 */
FbFaxList *
fb_fax_list_new (FbFaxSource *source)
{
  return g_object_new (FB_TYPE_FAX_LIST, "source", source, NULL);
}

/**
 * fb_fax_list_set_filter:
 * @list: a list
 * @direction: a `FbDirection`, or %FB_DIRECTION_ANY
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 * @only_unread: leave out what was read
 *
 * The list shows what it showed until the new ids have been read; #FbFaxList:loading says when.
 */
void
fb_fax_list_set_filter (FbFaxList *self, int direction, int status, gboolean only_unread)
{
  g_return_if_fail (FB_IS_FAX_LIST (self));
  g_return_if_fail (direction >= FB_DIRECTION_ANY && direction < FB_N_DIRECTIONS);
  g_return_if_fail (status >= FB_STATUS_ANY && status < FB_N_STATUSES);

  FbFaxFilter filter = { direction, status, !!only_unread };
  if (filter.direction == self->filter.direction && filter.status == self->filter.status &&
      filter.only_unread == self->filter.only_unread)
    return;

  self->filter = filter;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRECTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLY_UNREAD]);
  on_reset (self);
}

int
fb_fax_list_get_direction (FbFaxList *self)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), FB_DIRECTION_ANY);

  return self->filter.direction;
}

int
fb_fax_list_get_status (FbFaxList *self)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), FB_STATUS_ANY);

  return self->filter.status;
}

gboolean
fb_fax_list_get_only_unread (FbFaxList *self)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), FALSE);

  return self->filter.only_unread;
}

/**
 * fb_fax_list_is_loading:
 * @list: a list
 *
 * Returns: whether it is still being found out which faxes match
 */
gboolean
fb_fax_list_is_loading (FbFaxList *self)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), FALSE);

  return self->listing != NULL;
}

/**
 * fb_fax_list_find:
 * @list: a list
 * @id: a row's number
 *
 * Returns: its position, or %G_MAXUINT where it is not in the list
 */
guint
fb_fax_list_find (FbFaxList *self, gint64 id)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), G_MAXUINT);

  guint position = find_place (self, id);
  return is_at (self, position, id) ? position : G_MAXUINT;
}
