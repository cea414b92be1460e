/* fb-store-contacts.c
 *
 * The names that numbers have here: giving them, taking them away, and what they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

#include "fb-contact-query.h"

static void
change_contacts (FbStore *self, FbContactChange *change)
{
  g_rw_lock_reader_lock (&self->lock);
  if (self->committer != NULL)
    fb_committer_change_contacts (self->committer, g_steal_pointer (&change));
  g_rw_lock_reader_unlock (&self->lock);
  if (change == NULL)
    return;

  fb_contact_change_reply (
    change, g_error_new (FB_STORE_ERROR, FB_STORE_ERROR_CLOSED, "The store is not open"));
  fb_contact_change_free (change);
}

/**
 * fb_store_set_contacts_async:
 * @store: a store
 * @contacts: (element-type FbContact): numbers and their names; where one is without, the name of
 *   that number is taken away
 * @replaces: whether they count also where a number has another name already
 * @callback: (nullable): called when that is kept
 * @user_data: for @callback
 *
 * What this changes is an event each; what is so already is left alone. Of one number the last name
 * counts or, unless @replaces, the first. Any thread may call it; nobody may change @contacts until
 * it is finished.
 */
void
fb_store_set_contacts_async (FbStore *self,
                             GPtrArray *contacts,
                             gboolean replaces,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (contacts != NULL);

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_store_set_contacts_async);
  change_contacts (self, fb_contact_change_new (g_ptr_array_ref (contacts), replaces, task));
}

/**
 * fb_store_set_contacts_finish:
 * @store: a store
 * @result: what the callback was given
 * @counts: (out) (optional): what came of it
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether all of it is kept; if not, some of it may be
 */
gboolean
fb_store_set_contacts_finish (FbStore *self,
                              GAsyncResult *result,
                              FbContactCounts *counts,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_autofree FbContactCounts *kept = g_task_propagate_pointer (G_TASK (result), error);
  if (kept != NULL && counts != NULL)
    *counts = *kept;
  return kept != NULL;
}

/**
 * fb_store_set_name_async:
 * @store: a store
 * @number: a number in any notation
 * @name: (nullable): what it is called from now on, cut after 200 characters; none or an empty one
 *   takes away the name that it has
 * @who: (nullable): who names it
 * @callback: (nullable): called when that is kept
 * @user_data: for @callback
 *
 * What is no number can't be named: that fails with %G_IO_ERROR_INVALID_ARGUMENT. Any thread may
 * call it.
 */
void
fb_store_set_name_async (FbStore *self,
                         const char *number,
                         const char *name,
                         const char *who,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (number != NULL);

  FbContact *contact = fb_contact_new (number, name, who, g_get_real_time ());
  g_autoptr (GPtrArray) contacts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_contact_unref);

  if (contact == NULL)
    {
      g_task_report_new_error (self, callback, user_data, fb_store_set_name_async, G_IO_ERROR,
                               G_IO_ERROR_INVALID_ARGUMENT, "This is not a number");
      return;
    }
  g_ptr_array_add (contacts, contact);
  fb_store_set_contacts_async (self, contacts, TRUE, callback, user_data);
}

/**
 * fb_store_set_name_finish:
 * @store: a store
 * @result: what the callback was given
 * @is_changed: (out) (optional): whether the number had another name before, or none
 * @error: (optional): return location for an error
 *
 * Returns: whether it is kept
 */
gboolean
fb_store_set_name_finish (FbStore *self, GAsyncResult *result, gboolean *is_changed, GError **error)
{
  FbContactCounts counts = { 0 };

  if (!fb_store_set_contacts_finish (self, result, &counts, error))
    return FALSE;
  if (is_changed != NULL)
    *is_changed = counts.n_changed > 0;
  return TRUE;
}

static gboolean
list_contacts (FbFaxQuery *query, GTask *task, GError **error)
{
  GPtrArray *contacts = fb_contact_query_list (fb_fax_query_get_database (query), error);

  if (contacts == NULL)
    return FALSE;
  g_task_return_pointer (task, contacts, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * fb_store_list_contacts_async:
 * @store: a store
 * @cancellable: (nullable): interrupts it
 * @callback: called when they were read
 * @user_data: for @callback
 *
 * Reads all names that numbers have. For the thread that made the store.
 */
void
fb_store_list_contacts_async (FbStore *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_store_list_contacts_async);
  fb_fax_source_read (self->source, task, list_contacts);
}

/**
 * fb_store_list_contacts_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Returns: (transfer full) (nullable) (element-type FbContact): numbers and their names, in the
 *   order of the numbers
 */
GPtrArray *
fb_store_list_contacts_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
