import type { Messages } from "./messages.ts";

export const ru: Messages<"one" | "few" | "many"> = {
  greeting: (name) => (name === null ? "Здравствуйте!" : `Здравствуйте, ${name}!`),
  order: (number) => `Заказ #${number}`,
  items: { one: "# товар", few: "# товара", many: "# товаров", other: "# товара" },
  placedOn: (date) => `Дата заказа: ${date}`,
  each: (price) => `${price} за штуку`,
  shipTo: "Адрес доставки",
  billTo: "Платёжный адрес",
  shippingMethod: "Способ доставки",
  totals: {
    subtotal: "Сумма",
    discount: "Скидка",
    shipping: "Доставка",
    tax: "Налог",
    total: "Итого",
    includingTax: "В том числе налог",
  },
  orderConfirmation: {
    subject: (order) => `Ваш заказ #${order} подтверждён`,
    opening: "Спасибо за заказ. Он подтверждён. Мы напишем, когда отправим его.",
    pendingSubject: (order) => `Мы получили ваш заказ #${order}`,
    pendingOpening:
      "Спасибо за заказ. Некоторых товаров сейчас нет в наличии. Мы отправим их, как только они поступят.",
  },
  orderShipped: {
    subject: (order) => `Ваш заказ #${order} в пути`,
    opening: "Мы отправили ваш заказ. Он уже в пути.",
    partSubject: (order) => `Часть вашего заказа #${order} в пути`,
    partOpening: "Мы отправили часть вашего заказа. Остальное отправим позже.",
    carrier: "Служба доставки",
    trackingNumber: "Номер отслеживания",
    contents: "В этой посылке",
  },
  orderRefunded: {
    subject: (order) => `Возврат по заказу #${order}`,
    opening: (amount) => `Мы вернули ${amount} по вашему заказу.`,
    timing: "Деньги могут поступить на счёт в течение нескольких дней.",
    refund: "Возврат",
    refundedInAll: "Всего возвращено",
  },
  verifyEmail: {
    subject: "Подтвердите адрес электронной почты",
    opening: "Подтвердите, пожалуйста, что этот адрес принадлежит вам.",
    action: "Подтвердить адрес",
  },
  resetPassword: {
    subject: "Сброс пароля",
    opening: "Кто-то, надеемся, что вы, запросил сброс пароля вашей учётной записи.",
    action: "Выбрать новый пароль",
  },
  invitation: {
    subject: (shop) => `Приглашение в ${shop}`,
    opening: (shop) => `Вас приглашают работать в ${shop}. Выберите пароль, чтобы принять приглашение.`,
    action: "Принять приглашение",
  },
  passwordChanged: {
    subject: "Ваш пароль изменён",
    opening: (date) => `Пароль вашей учётной записи изменён: ${date}.`,
    advice: "Если это сделали не вы, сразу сбросьте пароль и напишите нам.",
  },
  orOpen: "Если кнопка не работает, откройте этот адрес:",
  code: "Ваш код:",
  validFor: (duration) => `Срок действия: ${duration}. Использовать можно один раз.`,
  ignore: "Если вы не запрашивали это письмо, просто не обращайте на него внимания.",
};
