/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The header of the new generation's deliveries that names their event. */
#define FB_DOCUMO_EVENT_HEADER "x-webhook-event"

/**
 * FbDeliverySigns:
 * @method: the method
 * @address: (nullable): the address that the request comes from
 * @is_webhook_path: whether it is for the path of the webhook
 * @content_type: (nullable): Content-Type
 * @event_name: (nullable): the value of %FB_DOCUMO_EVENT_HEADER
 * @user_agent: (nullable): User-Agent
 * @has_basic_authorization: whether it has a user name and a password, right or wrong
 * @is_from_browser: whether it has headers that browsers send: Origin, Referer, Cookie,
 *   Accept-Language or Sec-Fetch-Site
 *
 * What the headers of a request say of who has sent it. All of it is borrowed.
 */
typedef struct
{
  const char *method;
  const char *address;
  gboolean is_webhook_path;
  const char *content_type;
  const char *event_name;
  const char *user_agent;
  gboolean has_basic_authorization;
  gboolean is_from_browser;
} FbDeliverySigns;

gboolean fb_delivery_signs_are_documo (const FbDeliverySigns *signs);

G_END_DECLS
