/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-documo-client.h"
#include "fb-documo-number.h"
#include "fb-documo-webhook.h"

G_BEGIN_DECLS

/**
 * FbDocumoWebhookFields:
 * @name: (nullable): what it shall be called
 * @url: (nullable): where it shall deliver
 * @user: (nullable): the user name with which it shall sign in, without a colon
 * @password: (nullable): the password, if @user is set
 * @number_id: (nullable): the number that alone it shall be for
 * @events: what it shall tell of; 0 leaves that
 * @enable: whether it shall be switched on; %FALSE leaves that
 * @attach: whether it shall bring documents; %FALSE leaves that
 *
 * What a webhook shall be like.
 */
typedef struct
{
  const char *name;
  const char *url;
  const char *user;
  const char *password;
  const char *number_id;
  FbDocumoEvents events;
  gboolean enable;
  gboolean attach;
} FbDocumoWebhookFields;

void fb_documo_client_list_webhooks_async (FbDocumoClient *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
fb_documo_client_list_webhooks_finish (FbDocumoClient *self, GAsyncResult *result, GError **error);

void fb_documo_client_create_webhook_async (FbDocumoClient *self,
                                            const FbDocumoWebhookFields *fields,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
FbDocumoWebhook *
fb_documo_client_create_webhook_finish (FbDocumoClient *self, GAsyncResult *result, GError **error);

void fb_documo_client_update_webhook_async (FbDocumoClient *self,
                                            const char *uuid,
                                            const FbDocumoWebhookFields *fields,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
fb_documo_client_update_webhook_finish (FbDocumoClient *self, GAsyncResult *result, GError **error);

void fb_documo_client_delete_webhook_async (FbDocumoClient *self,
                                            const char *uuid,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
fb_documo_client_delete_webhook_finish (FbDocumoClient *self, GAsyncResult *result, GError **error);

void fb_documo_client_list_numbers_async (FbDocumoClient *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
fb_documo_client_list_numbers_finish (FbDocumoClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
