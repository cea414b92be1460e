/* fb-webhook-record.c
 *
 * Which webhooks at Documo are Faxbell's, in a setting: the id of each, the user name with which it
 * signs in, the number that it is for, and the account whose it is. What Documo calls a webhook may
 * be changed there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-record.h"

#define TYPE "a(ssss)"

/**
 * fb_webhook_record_find:
 * @settings: the application's
 * @uuid: names a webhook
 * @user: (out) (optional) (transfer full): the user name with which it signs in
 * @number_id: (out) (optional) (transfer full): the number that it is for; empty for all
 *
 * Returns: whether it is Faxbell's
 */
gboolean
fb_webhook_record_find (GSettings *settings, const char *uuid, char **user, char **number_id)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, FB_WEBHOOKS_KEY);
  GVariantIter iter;
  const char *one, *its_user, *its_number;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&s&s&s&s)", &one, &its_user, &its_number, NULL))
    if (g_str_equal (one, uuid))
      {
        if (user != NULL)
          *user = g_strdup (its_user);
        if (number_id != NULL)
          *number_id = g_strdup (its_number);
        return TRUE;
      }
  return FALSE;
}

/**
 * fb_webhook_record_has_user:
 * @settings: the application's
 * @user: a user name
 *
 * Returns: whether a webhook of Faxbell's signs in with it
 */
gboolean
fb_webhook_record_has_user (GSettings *settings, const char *user)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, FB_WEBHOOKS_KEY);
  GVariantIter iter;
  const char *its_user;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&s&s&s&s)", NULL, &its_user, NULL, NULL))
    if (g_str_equal (its_user, user))
      return TRUE;
  return FALSE;
}

/**
 * fb_webhook_record_set:
 * @settings: the application's
 * @uuid: names a webhook
 * @user: the user name with which it signs in
 * @number_id: (nullable): the number that it is for; %NULL for all
 * @account_id: (nullable): whose it is, if Documo says so
 *
 * Keeps that it is Faxbell's.
 */
void
fb_webhook_record_set (GSettings *settings,
                       const char *uuid,
                       const char *user,
                       const char *number_id,
                       const char *account_id)
{
  g_return_if_fail (user != NULL);

  g_autoptr (GVariant) all = g_settings_get_value (settings, FB_WEBHOOKS_KEY);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *one;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  g_variant_iter_init (&iter, all);
  for (GVariant *child; (child = g_variant_iter_next_value (&iter)) != NULL;
       g_variant_unref (child))
    {
      g_variant_get_child (child, 0, "&s", &one);
      if (!g_str_equal (one, uuid))
        g_variant_builder_add_value (&builder, child);
    }
  g_variant_builder_add (&builder, "(ssss)", uuid, user, number_id != NULL ? number_id : "",
                         account_id != NULL ? account_id : "");
  g_settings_set_value (settings, FB_WEBHOOKS_KEY, g_variant_builder_end (&builder));
}

/**
 * fb_webhook_record_filter:
 * @settings: the application's
 * @is_kept: (scope call): tells which webhooks shall stay Faxbell's
 * @user_data: for @is_kept
 *
 * Drops the others.
 */
void
fb_webhook_record_filter (GSettings *settings, FbWebhookRecordFilter is_kept, gpointer user_data)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, FB_WEBHOOKS_KEY);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *uuid, *account_id;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  g_variant_iter_init (&iter, all);
  for (GVariant *child; (child = g_variant_iter_next_value (&iter)) != NULL;
       g_variant_unref (child))
    {
      g_variant_get (child, "(&s&s&s&s)", &uuid, NULL, NULL, &account_id);
      if (is_kept (uuid, account_id, user_data))
        g_variant_builder_add_value (&builder, child);
    }
  g_autoptr (GVariant) kept = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (g_variant_n_children (kept) < g_variant_n_children (all))
    g_settings_set_value (settings, FB_WEBHOOKS_KEY, kept);
}
