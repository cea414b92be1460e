/* test-delivery-signs.c
 *
 * Which requests look like Documo's: deliveries as its customers see them do, however wrong their
 * password, path or address; what strangers send to any server they find does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-delivery-signs.h"

#define FORM "multipart/form-data; boundary=--------------------------123456789012"
#define JSON "application/json"

static void
check (const FbDeliverySigns *cases, guint n_cases, gboolean expected)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_test_message ("Case %u", i);
      g_assert_cmpint (fb_delivery_signs_are_documo (&cases[i]), ==, expected);
    }
}

static void
test_documo (void)
{
  const FbDeliverySigns cases[] = {
    /* Legacy: at the right path without a password, or anywhere with a wrong one. */
    { .method = "POST", .content_type = FORM, .is_webhook_path = TRUE },
    { .method = "POST", .content_type = FORM, .has_basic_authorization = TRUE },
    { .method = "POST",
      .content_type = "Multipart/Form-Data; boundary=x",
      .is_webhook_path = TRUE,
      .has_basic_authorization = TRUE,
      .user_agent = "axios/1.6.0",
      .address = "203.0.113.7" },
    /* New. */
    { .method = "POST", .content_type = JSON, .event_name = "fax.v1.inbound.complete" },
    { .method = "POST",
      .content_type = "application/json; charset=utf-8",
      .event_name = "number.v1.add",
      .user_agent = "Documo" },
    { .method = "POST", .content_type = JSON, .event_name = "idp.v12.document-type.updated" },
    { .method = "POST", .content_type = JSON, .event_name = "fax.outbound.extended" },
    /* From the documented address. */
    { .method = "POST", .content_type = JSON, .address = "35.225.187.84" },
    { .method = "GET", .is_webhook_path = TRUE, .address = "35.225.187.84" },
  };

  check (cases, G_N_ELEMENTS (cases), TRUE);
}

static void
test_strangers (void)
{
  const FbDeliverySigns cases[] = {
    { .method = "GET", .is_webhook_path = TRUE },
    { .method = "GET", .is_webhook_path = TRUE, .has_basic_authorization = TRUE },
    { .method = "POST", .is_webhook_path = TRUE, .has_basic_authorization = TRUE },
    { .method = "POST",
      .content_type = "application/x-www-form-urlencoded",
      .is_webhook_path = TRUE },
    /* JSON is posted to every path there is. */
    { .method = "POST", .content_type = JSON },
    { .method = "POST",
      .content_type = JSON,
      .is_webhook_path = TRUE,
      .has_basic_authorization = TRUE },
    { .method = "POST", .content_type = JSON, .is_webhook_path = TRUE, .event_name = "" },
    { .method = "POST", .content_type = JSON, .is_webhook_path = TRUE, .event_name = "test" },
    { .method = "POST", .content_type = JSON, .event_name = "${jndi:ldap://x.example/a}" },
    /* Those of other services. */
    { .method = "POST", .content_type = JSON, .event_name = "invoice.paid" },
    { .method = "POST", .content_type = JSON, .event_name = "fax.received" },
    { .method = "POST", .content_type = JSON, .event_name = "fax.v1" },
    { .method = "POST", .content_type = JSON, .event_name = "fax.v.inbound" },
    { .method = "POST", .content_type = JSON, .event_name = "fax.v1x.inbound" },
    { .method = "POST", .content_type = JSON, .event_name = "fax.v1..complete" },
    { .method = "POST", .content_type = JSON, .event_name = ".v1.inbound" },
    { .method = "POST", .content_type = JSON, .event_name = "fax.v1.in/bound" },
    /* So are forms, to find holes in what takes uploads. */
    { .method = "POST", .content_type = FORM },
    { .method = "POST", .content_type = "multipart/form-datax", .is_webhook_path = TRUE },
    { .method = "POST",
      .content_type = FORM,
      .is_webhook_path = TRUE,
      .user_agent = "Mozilla/5.0 (X11; Linux x86_64)" },
    { .method = "POST", .content_type = FORM, .is_webhook_path = TRUE, .is_from_browser = TRUE },
    { .method = "PUT", .content_type = FORM, .is_webhook_path = TRUE },
    { .method = NULL },
  };

  check (cases, G_N_ELEMENTS (cases), FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documo/delivery-signs/documo", test_documo);
  g_test_add_func ("/documo/delivery-signs/strangers", test_strangers);
  return g_test_run ();
}
