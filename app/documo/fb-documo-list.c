/* fb-documo-list.c
 *
 * Lists of Documo's API, page by page. Whether a list has pages, how long they may be, and whether
 * an answer says how many elements there are, isn't known of each; so pages are asked for until
 * nothing new comes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-list-private.h"

#include "fb-documo-call-private.h"
#include "fb-documo-error.h"

#define PAGE_LENGTH 100

/* Of a list without an end. */
#define MAX_PAGES    50
#define MAX_ELEMENTS 2000

typedef struct
{
  const FbDocumoList *list;
  GCancellable *cancellable; /* nullable */
  GPtrArray *elements;
  GHashTable *ids; /* of the elements */
  guint n_pages;
  guint offset;
  gboolean is_complete;
} Pages;

static void
pages_free (gpointer data)
{
  Pages *pages = data;

  g_clear_object (&pages->cancellable);
  g_hash_table_unref (pages->ids);
  g_ptr_array_unref (pages->elements);
  g_free (pages);
}

static const char *
get_id (gpointer element)
{
  return *(const char **) element;
}

/* Returns: whether one of them is new */
static gboolean
take_page (Pages *pages, GPtrArray *page, guint n_rows)
{
  gboolean has_new = FALSE;

  for (guint i = 0; i < page->len && pages->elements->len < MAX_ELEMENTS; i++)
    {
      gpointer element = g_ptr_array_index (page, i);

      if (g_hash_table_contains (pages->ids, get_id (element)))
        continue;
      has_new = TRUE;
      g_hash_table_add (pages->ids, (gpointer) get_id (element));
      g_ptr_array_add (pages->elements, pages->list->ref (element));
    }
  pages->offset += n_rows;
  pages->n_pages++;
  return has_new;
}

/* Behind a page of which nothing can be read there may be others; and if a page that is as long as
 * pages are comes again, others could not be asked for. */
static gboolean
is_end (GPtrArray *page, guint n_rows)
{
  return n_rows == 0 || (page->len > 0 && n_rows != PAGE_LENGTH);
}

static gboolean
is_full (Pages *pages)
{
  return pages->n_pages >= MAX_PAGES || pages->elements->len >= MAX_ELEMENTS;
}

static void ask (GTask *task);

/* A 404 of such a call, or anything else than a list, is not Documo's. */
static GError *
take_problem (GError *error)
{
  if (!g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_GONE) &&
      !g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_WRONG_TYPE))
    return error;
  g_error_free (error);
  return fb_documo_error_new (FB_DOCUMO_ERROR_NOT_API);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pages *pages = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) body =
    fb_documo_client_call_finish (FB_DOCUMO_CLIENT (source), result, &problem, &error);
  guint n_rows = 0;
  g_autoptr (GPtrArray) page = body != NULL ? pages->list->read (body, &n_rows) : NULL;

  if (page == NULL)
    {
      g_task_return_error (task, take_problem (body == NULL ? error : g_steal_pointer (&problem)));
      return;
    }
  const gboolean has_new = take_page (pages, page, n_rows);
  if (has_new && !is_full (pages))
    {
      ask (task);
      return;
    }
  pages->is_complete = !has_new && is_end (page, n_rows);
  g_task_return_pointer (task, g_ptr_array_ref (pages->elements),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
ask (GTask *task)
{
  Pages *pages = g_task_get_task_data (task);
  g_autofree char *path =
    g_strdup_printf ("%soffset=%u&limit=%u", pages->list->path, pages->offset, PAGE_LENGTH);

  fb_documo_client_call_async (g_task_get_source_object (task), SOUP_METHOD_GET, path, NULL,
                               pages->cancellable, on_page, g_object_ref (task));
}

/**
 * fb_documo_client_list_async:
 * @self: a client
 * @list: what is asked for
 * @cancellable: (nullable): gives up
 * @callback: called when all pages are there
 * @user_data: for @callback
 */
void
fb_documo_client_list_async (FbDocumoClient *self,
                             const FbDocumoList *list,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Pages *pages = g_new0 (Pages, 1);

  g_task_set_source_tag (task, fb_documo_client_list_async);
  pages->list = list;
  pages->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  pages->elements = g_ptr_array_new_with_free_func (list->unref);
  pages->ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_task_set_task_data (task, pages, pages_free);
  ask (task);
}

/**
 * fb_documo_client_list_finish:
 * @self: a client
 * @result: what the callback was given
 * @is_complete: (out): whether there are no others
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the elements, each once; %NULL on error
 */
GPtrArray *
fb_documo_client_list_finish (FbDocumoClient *self,
                              GAsyncResult *result,
                              gboolean *is_complete,
                              GError **error)
{
  const Pages *pages = g_task_get_task_data (G_TASK (result));

  *is_complete = pages->is_complete;
  return g_task_propagate_pointer (G_TASK (result), error);
}
